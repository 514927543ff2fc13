package slipway.parameter;

import java.util.Set;
import slipway.parameter.Parameters.Write;

/**
 * Slipway's own writers of {@code desired-image}, told apart from everybody else by their roles.
 *
 * @param roles the names of the roles of the functions that publish
 */
public record Publishers(Set<String> roles) {

    /** Whether one of them made this write: its writer is then {@code …:assumed-role/ROLE/SESSION}. */
    public boolean wrote(Write write) {
        String[] parts = write.writer().split("/", -1);
        return parts.length == 3 && parts[0].endsWith(":assumed-role") && roles.contains(parts[1]);
    }
}
