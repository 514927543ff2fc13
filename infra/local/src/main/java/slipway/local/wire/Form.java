package slipway.local.wire;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import slipway.local.edge.AwsError;

/** The members of a call in the query protocol. */
public record Form(Map<String, String> values) {

    /** @throws AwsError ValidationError when it is missing */
    public String required(String name) {
        String value = optional(name);
        if (value == null) {
            throw new AwsError(400, "ValidationError", "The parameter " + name + " is required.");
        }
        return value;
    }

    /** Null for a member that is not there. */
    public @Nullable String optional(String name) {
        return values.get(name);
    }

    /** The entries of a list of texts. */
    public List<String> members(String name) {
        List<String> members = new ArrayList<>();
        for (int index = 1; ; index++) {
            String member = optional(name + ".member." + index);
            if (member == null) {
                return members;
            }
            members.add(member);
        }
    }

    /** The entries of a list of structures. */
    public List<Form> structures(String name) {
        List<Form> structures = new ArrayList<>();
        for (int index = 1; ; index++) {
            String prefix = name + ".member." + index + ".";
            Map<String, String> members = new LinkedHashMap<>();
            values.forEach((key, value) -> {
                if (key.startsWith(prefix)) {
                    members.put(key.substring(prefix.length()), value);
                }
            });
            if (members.isEmpty()) {
                return structures;
            }
            structures.add(new Form(members));
        }
    }

    /** @throws AwsError ValidationError when it is no whole number from 1 to {@code most} */
    public int number(String name, int most) {
        String value = optional(name);
        if (value == null) {
            return most;
        }
        int number = value.matches("\\d{1,6}") ? Integer.parseInt(value) : 0;
        if (number < 1 || number > most) {
            throw new AwsError(400, "ValidationError", "%s must be 1 to %d, not %s".formatted(name, most, value));
        }
        return number;
    }
}
