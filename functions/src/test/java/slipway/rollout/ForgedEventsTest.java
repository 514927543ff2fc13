package slipway.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import slipway.events.EventFolder;
import slipway.image.Image;
import slipway.image.Repository;
import slipway.image.Tag;
import slipway.ledger.TargetState;
import slipway.ledger.TargetState.Newest;
import slipway.target.TargetName;

/** Pushes that whoever reached the queue made up: what is there, and since when, ECR alone says. */
class ForgedEventsTest {
    private static final String FOREIGN = "999988887777";

    private final World world = new World();
    private TargetName target;

    @BeforeEach
    void oneTargetIsServed() {
        target = world.live("1.0.0");
    }

    private void arrives(ObjectNode event) throws IOException {
        world.parameters.as(World.PUBLISHER);
        assertThat(Handled.batch(world, List.of(event.toString()))).isEmpty();
        world.requests.desiredImageChanged(target, world.now);
        world.run();
    }

    private static ObjectNode push(String tag, String digest) {
        ObjectNode event = EventFolder.json(
                        EventFolder.named("image-pushed").path().resolve("accepted/tagged-push.json"))
                .deepCopy();
        event.withObject("/detail").put("image-tag", tag).put("image-digest", digest);
        return event;
    }

    private void assertNothingFollowed() {
        assertThat(world.state(target).following().newest().map(Newest::image)).contains(World.image("1.0.0"));
        assertThat(world.outcomes()).containsExactly("support-1 Promoted PROVEN");
    }

    @Test
    void anImageThatEcrDoesNotHaveIsNotRolledOut() throws IOException {
        arrives(push("6.6.6", "sha256:" + "6".repeat(64)));
        assertNothingFollowed();
        assertThat(world.state(target).decisions())
                .extracting(TargetState.Decision::why)
                .contains("ECR has no image under this tag");
    }

    @Test
    void theDigestIsEcrsAndNotTheEvents() throws IOException {
        Image pushed = World.image("1.1.0");
        world.images.push(pushed, world.now.plusSeconds(1));

        arrives(push("1.1.0", "sha256:" + "6".repeat(64)));

        assertThat(world.state(target).following().newest().map(Newest::image)).contains(pushed);
        assertThat(world.document("live").containerUri()).contains(pushed.uri());
    }

    @Test
    void anOldPushThatIsSentAgainBringsNothingBack() throws IOException {
        world.push("1.1.0");
        world.run();
        arrives(push("1.0.0", World.image("1.0.0").digest().value()));
        assertThat(world.outcomes()).containsExactly("support-1 Promoted PROVEN", "support-2 Promoted PROVEN");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aForeignAccountSpeaksForItsOwnRegistryAlone(boolean itHasSuchAnImage) throws IOException {
        if (itHasSuchAnImage) {
            Repository twin = new Repository(FOREIGN, World.SUPPORT.region(), World.SUPPORT.name());
            world.images.push(
                    new Image(twin, new Tag("1.1.0"), World.image("1.1.0").digest()), world.now);
        }
        arrives(push("1.1.0", World.image("1.1.0").digest().value()).put("account", FOREIGN));
        assertNothingFollowed();
    }

    @Test
    void anotherRegionsEventAsksNobody() throws IOException {
        arrives(push("1.0.0", World.image("1.0.0").digest().value()).put("region", "us-east-1"));
        assertNothingFollowed();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../../other/repository",
                "agents/support/../billing",
                "agents//support",
                "agents/support%2f..%2fbilling",
                "agents/support\u0000",
                "agents/support\n",
                "169.254.169.254/latest:meta"
            })
    void aRepositoryThatIsNoneEndsInTheDeadLetterQueue(String name) throws IOException {
        ObjectNode event = push("1.0.0", World.image("1.0.0").digest().value());
        event.withObject("/detail").put("repository-name", name);
        assertThat(Handled.batch(world, List.of(event.toString()))).hasSize(1);
        assertNothingFollowed();
    }

    @Test
    void anEventAsDeepAsItIsLongComesAgainAndStopsNoOther() throws IOException {
        Image pushed = World.image("1.1.0");
        world.images.push(pushed, world.now.plusSeconds(1));
        String bomb = "{\"detail\":".repeat(100_000);
        String number = push("1.0.0", "x").put("id", 1).toString().replace("\"id\":1", "\"id\":1e999999999");

        assertThat(Handled.batch(
                        world,
                        List.of(
                                bomb,
                                "[".repeat(100_000),
                                number,
                                push("1.1.0", pushed.digest().value()).toString())))
                .hasSize(3);

        assertThat(world.state(target).following().newest().map(Newest::image)).isEqualTo(Optional.of(pushed));
    }
}
