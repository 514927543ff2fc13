package slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import slipway.cli.Person.Seen;

/** Where somebody who may operate the control plane types, and somebody who may look reads what came of it. */
final class Desk {
    static final String ALICE = "by alice (arn:aws:sts::111122223333:assumed-role/operators/alice)";

    private final LocalPlane plane;
    private final Person operator;
    private final Person viewer;
    private int pushed;

    Desk(LocalPlane plane) {
        this.plane = plane;
        this.operator = plane.person("operators");
        this.viewer = plane.person("viewers");
        for (var target : List.of("support", "concierge-dev", "concierge-prod")) {
            LocalPlane.await(target + " is live", () -> target(target), seen -> seen.has("live"));
        }
    }

    Person viewer() {
        return viewer;
    }

    Seen types(String line) {
        return operator.types(line.split(" ", -1));
    }

    /** The order changed something, as it says, and says by whom. */
    static void done(Seen seen, String... said) {
        assertThat(seen.err()).as(seen.out()).isEmpty();
        assertThat(seen.out()).contains("done: ").contains(ALICE).contains(said);
        assertThat(seen.exit()).isZero();
    }

    static void refused(Seen seen, String why) {
        assertThat(seen.err()).contains(why);
        assertThat(seen.exit()).isEqualTo(1);
    }

    /** Pushes the next image for support, and gives its tag. */
    String push() {
        var tag = "1.%d.0".formatted(++pushed);
        plane.push("agents/support", tag);
        return tag;
    }

    JsonNode target(String name) {
        return LocalPlane.read(viewer.types("status", name, "--json").out()).path("target");
    }

    /** The tag that live serves. */
    String live(String target) {
        return target(target).at("/live/image").asText().replaceFirst(".*:(.*)@.*", "$1");
    }

    /** Waits for the target to be in this state, and gives it. */
    JsonNode reaches(String target, String state) {
        return LocalPlane.await(
                target + " " + state,
                () -> target(target),
                seen -> seen.path("state").asText().equals(state));
    }
}
