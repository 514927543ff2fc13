package slipway.infra.environment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class EnvironmentsTest {
    private static final String GOOD = """
            {"live": {"account": "111122223333", "region": "eu-central-1", "prefix": "slipway", "production": true,
              "sample": false, "removal": "retain", "logRetentionDays": 90, "tags": {"b": "2", "a": "1"}}}
            """;

    @Test
    void theCommittedFileIsRead() {
        var file = Path.of(System.getProperty("slipway.root"), "infra/environments.json");
        assertThat(Environments.read(file).get("local").names().stem()).isEqualTo("slipway-local");
    }

    @Test
    void anEnvironmentIsReadWithItsTagsInOrder() {
        var live = Environments.parse("environments.json", GOOD).get("live");
        assertThat(live.removal()).isEqualTo(Removal.RETAIN);
        assertThat(live.names().stateMachineArn())
                .isEqualTo("arn:aws:states:eu-central-1:111122223333:stateMachine:slipway-live-rollout");
        assertThat(live.tags().keySet()).containsExactly("a", "b");
    }

    @Test
    void everyProblemOfEveryEnvironmentIsToldAtOnce() {
        var text = """
                {"Live!": {}, "test": {"account": 7, "region": "moon", "prefix": "x-y", "production": "yes",
                  "sample": true, "removal": "maybe", "logRetentionDays": 8, "tags": {"aws:x": 1}, "colour": "red"}}
                """;
        assertThatThrownBy(() -> Environments.parse("environments.json", text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll(
                        "environment is Live!",
                        "Live!.account is missing",
                        "Live!.tags is missing",
                        "test.account is 7",
                        "test.region is \"moon\"",
                        "test.prefix is \"x-y\"",
                        "test.production is \"yes\"",
                        "test.removal is \"maybe\"",
                        "test.logRetentionDays is 8: write one of [1, 7,",
                        "test.tags.aws:x is 1",
                        "test.colour is \"red\": remove it");
    }

    @Test
    void productionKeepsItsDataAndHasNoSample() {
        var text = GOOD.replace("retain", "destroy").replace("\"sample\": false", "\"sample\": true");
        assertThatThrownBy(() -> Environments.parse("environments.json", text))
                .hasMessageContainingAll("live.removal is destroy", "live.sample is true");
    }

    @Test
    void whatIsNoJsonAndWhatIsSaidTwiceIsRefused() {
        assertThatThrownBy(() -> Environments.parse("environments.json", "{"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is not JSON");
        assertThatThrownBy(() -> Environments.parse("environments.json", "{\"a\": {}, \"a\": {}}"))
                .hasMessageContaining("Duplicate");
    }
}
