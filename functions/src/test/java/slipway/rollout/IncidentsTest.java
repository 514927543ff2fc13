package slipway.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import slipway.agentruntime.RuntimeSamples;
import slipway.image.Image;
import slipway.image.Samples;
import slipway.image.Tag;
import slipway.target.TargetName;

/** What images did to teams with AgentCore runtimes, as {@code docs/incidents.md} tells it, and do not do here. */
final class IncidentsTest {
    private final World world = new World();

    /** A target whose runtime somebody configured with these members besides, written with single quotes, and which is live. */
    private TargetName live(String members) {
        ObjectNode body = world.runtimes.latest(world.runtime).updateBody(RuntimeSamples.TOKEN);
        body.setAll(RuntimeSamples.json(members));
        world.runtimes.update(world.runtime, body);
        world.runtimes.settle();
        return world.live("1.0.0");
    }

    private JsonNode onLive(String member) {
        return world.document("live").json().path(member);
    }

    private void assertLiveRuns(Image image) {
        assertThat(world.document("live").containerUri()).contains(image.uri());
    }

    @Test
    void authorizationHeaderIsStillPassedOnAfterAnImage() {
        live("{'requestHeaderConfiguration': {'requestHeaderAllowlist': ['Authorization']}}");

        assertLiveRuns(rolledOut("1.1.0"));
        assertThat(onLive("requestHeaderConfiguration"))
                .isEqualTo(RuntimeSamples.json("{'requestHeaderAllowlist': ['Authorization']}"));
    }

    private Image rolledOut(String tag) {
        Image image = world.push(tag);
        world.run();
        return image;
    }

    @Test
    void newLayersUnderTheSameTagAreRolledOut() {
        String policy = "{\"type\": \"exact\", \"tag\": \"production\"}";
        TargetName target = world.declare(
                "support", World.declaration("live", "live").replaceFirst("\\{\"type\": \"semver\".*\\}", policy));
        Image before = Samples.image("production", "1");
        Image after = Samples.image("production", "2");

        push(before);
        push(after);

        assertLiveRuns(after);
        assertThat(world.parameters.get(world.names.liveImage(target))).contains(after.uri());
    }

    private void push(Image image) {
        world.now = world.now.plusSeconds(1);
        world.images.push(image, world.now);
        world.arrive(image.tag().value());
        world.run();
    }

    @Test
    void imageThatIsInEcrAndInParameterStoreIsOnTheRuntimeToo() {
        TargetName target = world.live("1.0.0");

        Image next = rolledOut("1.1.0");

        assertThat(world.parameters.get(world.names.desiredImage(target))).contains(next.uri());
        assertLiveRuns(next);
        assertThat(world.parameters.get(world.names.liveImage(target))).contains(next.uri());
        assertThat(world.parameters.get(world.names.imageTag(target))).contains("1.1.0");
    }

    @Test
    void parametersOfATargetGoWithItsDeclaration() {
        TargetName target = world.live("1.0.0");

        world.parameters.remove(world.names.declaration(target));
        world.declarations.changed(target, world.now);

        assertPublished(target, Optional.empty());
    }

    @Test
    void rolloutThatOutlastsTheDeclarationPublishesNothing() {
        TargetName target = world.live("1.0.0");
        world.pushUntil("1.1.0", progress -> progress.move().isPresent());

        world.parameters.remove(world.names.declaration(target));
        world.declarations.changed(target, world.now);
        world.run();

        assertThat(world.outcomes()).last().asString().contains("Promoted");
        assertPublished(target, Optional.empty());
    }

    @Test
    void targetThatIsDeclaredAgainFindsOutWhatLiveServes() {
        TargetName target = world.live("1.0.0");
        world.parameters.remove(world.names.declaration(target));
        world.declarations.changed(target, world.now);

        world.declare("support", "live", "live");
        world.run();

        assertThat(world.outcomes()).last().isEqualTo("support-2 Unchanged ALREADY_LIVE");
        assertPublished(target, Optional.of(World.image("1.0.0")));
    }

    private void assertPublished(TargetName target, Optional<Image> image) {
        Optional<String> uri = image.map(Image::uri);
        assertThat(world.parameters.get(world.names.desiredImage(target))).isEqualTo(uri);
        assertThat(world.parameters.get(world.names.liveImage(target))).isEqualTo(uri);
        assertThat(world.parameters.get(world.names.imageTag(target)))
                .isEqualTo(image.map(Image::tag).map(Tag::value));
    }

    /** A stack that reads the tag would deploy what is not there. */
    @Test
    void tagIsTakenBackThatAnotherRepositoryHasNot() {
        TargetName target = world.declare("support", publishOnly("agents/support"));
        world.push("1.0.0");
        assertThat(world.parameters.get(world.names.imageTag(target))).contains("1.0.0");

        world.declare("support", publishOnly("agents/moved"));

        assertPublished(target, Optional.empty());
    }

    private static String publishOnly(String repository) {
        return """
                {"schema": 1,
                 "repository": {"account": "111122223333", "region": "eu-central-1", "name": "%s"},
                 "tagPolicy": {"type": "semver", "range": ">=1.0.0"}}
                """.formatted(repository);
    }

    @Test
    void platformVersionStaysWhereItIsAfterAnImage() {
        live("{'platformVersion': 'V2'}");

        assertLiveRuns(rolledOut("1.1.0"));
        assertThat(onLive("platformVersion").textValue()).isEqualTo("V2");
    }
}
