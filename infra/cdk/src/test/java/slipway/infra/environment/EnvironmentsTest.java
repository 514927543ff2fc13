package slipway.infra.environment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.RemovalPolicy;

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
                .hasMessageContainingAll("live.removal is \"destroy\"", "live.sample is true");
    }

    @Test
    void whatNobodyAsksForIsLeftAsItWas() {
        var live = Environments.parse("environments.json", GOOD).get("live");
        assertThat(live.organisation())
                .isEqualTo(
                        new Organisation(Optional.empty(), "/", Optional.empty(), Optional.empty(), Optional.empty()));
        assertThat(live.operatorEntry()).isEqualTo(OperatorEntry.URL);
        assertThat(live.pushToLive()).isEqualTo(Duration.ofHours(1));
        assertThat(live.driftCheck()).isEqualTo(Duration.ofMinutes(15));
        assertThat(live.imageTags()).isEqualTo(new ImageTags(false, List.of()));
    }

    @Test
    void whatAnOrganisationDemandsIsRead() {
        var live = Environments.parse("environments.json", with("""
                "permissionsBoundary": "bounded", "rolePath": "/teams/agents/", "qualifier": "acme",
                "registryAccount": "444455556666", "operatorEntry": "private", "pushToLiveMinutes": 90, "driftCheckMinutes": 0,
                "immutableTags": true, "movingTags": ["production", "dev-*"],
                "vpc": {"id": "vpc-0123456789abcdef0", "subnets": ["subnet-00000001", "subnet-00000002"],
                  "securityGroups": ["sg-00000001"], "availabilityZones": ["eu-central-1a", "eu-central-1b"]}
                """)).get("live");
        assertThat(live.organisation())
                .isEqualTo(new Organisation(
                        Optional.of("bounded"),
                        "/teams/agents/",
                        Optional.of("acme"),
                        Optional.of("444455556666"),
                        Optional.of(new Network(
                                "vpc-0123456789abcdef0",
                                List.of("subnet-00000001", "subnet-00000002"),
                                List.of("sg-00000001"),
                                List.of("eu-central-1a", "eu-central-1b")))));
        assertThat(live.operatorEntry()).isEqualTo(OperatorEntry.PRIVATE);
        assertThat(live.pushToLive()).isEqualTo(Duration.ofMinutes(90));
        assertThat(live.driftCheck()).isZero();
        assertThat(live.imageTags()).isEqualTo(new ImageTags(true, List.of("production", "dev-*")));
        assertThat(live.roleArn("a")).isEqualTo("arn:aws:iam::111122223333:role/teams/agents/a");
    }

    @Test
    void everyProblemOfWhatAnOrganisationDemandsIsToldAtOnce() {
        assertThatThrownBy(() -> Environments.parse("environments.json", with("""
                        "permissionsBoundary": "arn:aws:iam::1:policy/x", "rolePath": "teams", "qualifier": "far-too-long",
                        "registryAccount": "111122223333", "operatorEntry": "door", "pushToLiveMinutes": 0, "driftCheckMinutes": 361,
                        "movingTags": ["a b"], "keep": ["ledger"],
                        "vpc": {"id": "x", "subnets": [], "securityGroups": "sg-00000001", "colour": "red",
                          "availabilityZones": ["us-east-1a"]}
                        """)))
                .hasMessageContainingAll(
                        "live.permissionsBoundary is \"arn:aws:iam::1:policy/x\"",
                        "live.rolePath is \"teams\"",
                        "live.qualifier is \"far-too-long\"",
                        "live.registryAccount is \"111122223333\": remove it",
                        "live.operatorEntry is \"door\"",
                        "live.pushToLiveMinutes is 0: write a whole number from 1 to 10080",
                        "live.driftCheckMinutes is 361: write a whole number from 0 to 360",
                        "live.movingTags is [\"a b\"]: remove it, or write immutableTags: true",
                        "live.movingTags is [\"a b\"]: write a list",
                        "live.keep is [\"ledger\"]: remove it",
                        "live.vpc.id is \"x\"",
                        "live.vpc.subnets is []",
                        "live.vpc.securityGroups is \"sg-00000001\"",
                        "live.vpc.colour is \"red\": remove it",
                        "live.vpc.availabilityZones is [\"us-east-1a\"]: write zones of eu-central-1",
                        "live.vpc.availabilityZones is [\"us-east-1a\"]: write one for each subnet");
    }

    @Test
    void whatIsKeptStaysWhenTheRestIsDestroyed() {
        var text = with("\"keep\": [\"ledger\", \"logs\"]")
                .replace("\"production\": true", "\"production\": false")
                .replace("retain", "destroy");
        var trial = Environments.parse("environments.json", text).get("live");
        assertThat(trial.removalOf(Kept.LEDGER)).isEqualTo(RemovalPolicy.RETAIN);
        assertThat(trial.removalOf(Kept.LOGS)).isEqualTo(RemovalPolicy.RETAIN);
        assertThat(trial.removalOf(Kept.IMAGES)).isEqualTo(RemovalPolicy.DESTROY);
        assertThatThrownBy(() -> Environments.parse("environments.json", text.replace("logs", "everything")))
                .hasMessageContaining("live.keep is [\"ledger\",\"everything\"]");
    }

    /** The good environment with more fields. */
    private static String with(String fields) {
        return GOOD.replace("\"tags\"", fields + ", \"tags\"");
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
