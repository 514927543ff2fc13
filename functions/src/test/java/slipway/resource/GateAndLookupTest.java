package slipway.resource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import slipway.agentruntime.ConfigurationHash;
import slipway.agentruntime.InMemoryAgentRuntimes;
import slipway.agentruntime.RuntimeSamples;
import slipway.agentruntime.Version;
import slipway.customresource.PhysicalId;
import slipway.events.EventFolder;
import slipway.image.Image;
import slipway.image.InMemoryImages;
import slipway.image.Repository;
import slipway.image.Samples;
import slipway.ledger.Caller;
import slipway.ledger.InMemoryLedger;
import slipway.ledger.Proof;
import slipway.ledger.RolloutId;
import slipway.ledger.TargetState;
import slipway.ledger.TargetState.Hold;
import slipway.ledger.TargetState.Served;
import slipway.ledger.TargetState.Veto;
import slipway.resource.CloudFormation.Answer;
import slipway.resource.CloudFormation.Answer.Failure;
import slipway.resource.CloudFormation.Answer.Success;
import slipway.seal.InMemorySeal;
import slipway.target.TargetName;

/** What stacks ask before they go on: whether something is live, and what a tag means now. */
class GateAndLookupTest {
    private static final TargetName SUPPORT = new TargetName("support");
    private static final ConfigurationHash HASH = new ConfigurationHash("a".repeat(64));
    private static final Image OLD = Samples.image("1.0.0", "a");
    private static final Image NEW = Samples.image("1.1.0", "b");

    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private Runnable meanwhile = () -> {};
    private final InMemoryLedger ledger = new InMemoryLedger();
    private final InMemoryImages images = new InMemoryImages();
    private final SmokeGateResource gate = new SmokeGateResource(
            new Gate(ledger, new InMemoryAgentRuntimes(), new Changes(ledger, new InMemorySeal())));
    private final ImageLookupResource lookup = new ImageLookupResource(images);
    private final CloudFormation stack = new CloudFormation(() -> now, pause -> {
        now = now.plus(pause);
        meanwhile.run();
    });

    @BeforeEach
    void declare() {
        String declaration = EventFolder.json(
                        EventFolder.named("declaration").path().resolve("accepted/least-that-rolls-out.json"))
                .toString();
        ledger.save(ledger.target(SUPPORT).withDeclaration(Optional.of(declaration)));
        serve(OLD, Proof.PASSED, Optional.empty());
    }

    private void serve(Image image, Proof proof, Optional<ConfigurationHash> configuration) {
        TargetState state = ledger.target(SUPPORT);
        String endpoint = Followers.deployment(state).orElseThrow().fullName();
        Served served = new Served(endpoint, image, new Version(2), "hash", proof, now, configuration);
        ledger.save(state.withServing(state.serving().promoted(served)));
    }

    @Test
    void opensWhenLiveServesTheImage() {
        meanwhile = () -> serve(NEW, Proof.PASSED, Optional.empty());
        Success open = success(stack.create(gate, gate("'Image': '%s'".formatted(NEW.uri()))));
        assertThat(open.data())
                .containsEntry("LiveImage", NEW.uri())
                .containsEntry("LiveTag", "1.1.0")
                .containsEntry("LiveDigest", NEW.digest().value())
                .containsEntry("LiveVersion", "2");
        assertThat(now).isAfter(Instant.parse("2026-01-01T00:00:00Z"));
    }

    @Test
    void staysShutUntilTheTargetFollowsTheRuntimeThatIsMeant() {
        String declared = ledger.target(SUPPORT).declaration().orElseThrow();
        assertThat(declared).contains("\"support\"");
        ledger.save(ledger.target(SUPPORT).withDeclaration(Optional.of(declared.replace("\"support\"", "\"other\""))));
        serve(OLD, Proof.PASSED, Optional.empty());
        meanwhile = () -> {
            meanwhile = () -> {};
            ledger.save(ledger.target(SUPPORT).withDeclaration(Optional.of(declared)));
            serve(OLD, Proof.PASSED, Optional.empty());
        };

        success(stack.create(gate, gate("'Image': '1.0.0', 'Runtime': 'support'")));

        assertThat(now).isAfter(Instant.parse("2026-01-01T00:00:00Z"));
        assertThat(failure(stack.create(gate, gate("'Image': '1.0.0', 'Runtime': 'third'")))
                        .reason())
                .contains("to go over to runtime third");
        assertThatThrownBy(() -> stack.create(gate, gate("'Image': '1.0.0', 'Runtime': 'no name'")))
                .hasMessageContaining("Runtime");
    }

    @Test
    void knowsAnImageByTagDigestOrUri() {
        for (String name : new String[] {
            "1.0.0", OLD.digest().value(), OLD.uri(), OLD.repository().uri() + ":1.0.0", "1.0.0@" + OLD.digest()
        }) {
            success(stack.create(gate, gate("'Image': '%s'".formatted(name))));
        }
        Failure other = failure(stack.create(
                gate, gate("'Image': '%s:9.9.9'".formatted(OLD.repository().uri()))));
        assertThat(other.reason()).contains("to serve").contains("9.9.9");
        assertThatThrownBy(() -> stack.create(
                        gate, gate("'Image': '%s'".formatted(OLD.repository().uri()))))
                .hasMessageContaining("Image");
    }

    @Test
    void opensWhenLiveServesTheConfiguration() {
        meanwhile = () -> serve(OLD, Proof.PASSED, Optional.of(HASH));
        success(stack.create(gate, gate("'Configuration': '%s'".formatted(HASH))));
    }

    @Test
    void anUnprovenLiveDoesNotOpen() {
        serve(NEW, Proof.UNPROVEN, Optional.empty());
        assertThat(failure(stack.create(gate, gate("'Image': '1.1.0'"))).reason())
                .contains("unproven");
    }

    @Test
    void aHoldOrAVetoFailsAtOnce() {
        TargetState state = ledger.target(SUPPORT);
        Hold hold = new Hold(
                Hold.Kind.PERSON, "a freeze", Optional.of(new Caller("arn:aws:iam::111122223333:user/a")), now);
        state = ledger.save(state.withRestraint(state.restraint().withHold(Optional.of(hold))));
        assertThat(failure(stack.create(gate, gate("'Image': '1.1.0'"))).reason())
                .contains("slipway release support");
        Veto veto = new Veto(NEW.digest(), new RolloutId("support-7"), "SMOKE_FAILED", now);
        ledger.save(
                state.withRestraint(state.restraint().withHold(Optional.empty()).withVeto(veto)));
        assertThat(failure(stack.create(gate, gate("'Image': '%s'".formatted(NEW.uri()))))
                        .reason())
                .contains("slipway show support-7", "slipway veto lift support");
        assertThat(now).isEqualTo(Instant.parse("2026-01-01T00:00:00Z"));
    }

    @Test
    void aTargetThatNobodyDeclaresIsToldSoonAndOneThatIsDeclaredMeanwhileIsNot() {
        ObjectNode unknown = gate("'Image': '1.0.0'").put("Target", "nobody");
        assertThat(failure(stack.create(gate, unknown)).reason()).contains("nobody");
        assertThat(now).isBefore(Instant.parse("2026-01-01T00:10:00Z"));
    }

    @Test
    void deletesNothing() {
        success(stack.delete(gate, new PhysicalId("smoke-gate:support")));
        success(stack.delete(lookup, new PhysicalId("image-lookup:whatever")));
    }

    @Test
    void asksForOneThingAndReportsEveryProblemAtOnce() {
        assertThatThrownBy(() -> stack.create(gate, RuntimeSamples.json("{'Target': 'No Target', 'Imagee': 'x'}")))
                .hasMessageContaining("Target")
                .hasMessageContaining("Configuration")
                .hasMessageContaining("Imagee");
    }

    @Test
    void resolvesAPolicyByTheRulesOfDeployments() {
        images.push(OLD, now);
        images.push(NEW, now.minusSeconds(60));
        images.push(Samples.image("2.0.0-rc.1", "c"), now);
        Success found = success(stack.create(
                lookup, lookup("'TagPolicy': {'type': 'semver', 'range': '>=1.0.0', 'preReleases': 'false'}")));
        assertThat(found.data())
                .containsEntry("Uri", NEW.uri())
                .containsEntry("Digest", NEW.digest().value())
                .containsEntry("Tag", "1.1.0");
        Success newest = success(stack.create(lookup, lookup("'TagPolicy': {'type': 'newest', 'allow': ['1.*']}")));
        assertThat(newest.data()).containsEntry("Tag", "1.0.0");
        Success tag = success(stack.create(lookup, lookup("'Tag': '1.0.0'")));
        assertThat(tag.data()).containsEntry("Digest", OLD.digest().value());
        assertThat(tag.id()).isEqualTo(found.id());
    }

    @Test
    void anImageThatIsNotThereIsTold() {
        assertThat(failure(stack.create(lookup, lookup("'Tag': '7.0.0'"))).reason())
                .contains("No image");
    }

    @Test
    void aLookupThatDoesNotHoldIsToldWhole() {
        assertThatThrownBy(() -> stack.create(
                        lookup,
                        RuntimeSamples.json("{'RepositoryArn': 'agents', 'TagPolicy': {'type': 'best', 'of': '5'}}")))
                .hasMessageContaining("RepositoryArn")
                .hasMessageContaining("TagPolicy.type")
                .hasMessageContaining("TagPolicy.of");
    }

    @Test
    void everyAttributeThatTheConstructsOfferIsInTheAnswer() throws IOException {
        images.push(OLD, now);
        assertThat(success(stack.create(gate, gate("'Image': '1.0.0'"))).data()).containsOnlyKeys(offered("SmokeGate"));
        assertThat(success(stack.create(lookup, lookup("'Tag': '1.0.0'"))).data())
                .containsOnlyKeys(offered("ImageLookup"));
    }

    private static String[] offered(String construct) throws IOException {
        String source = Files.readString(Path.of(
                System.getProperty("slipway.root"),
                "infra/cdk/src/main/java/slipway/infra/resource/%s.java".formatted(construct)));
        return Pattern.compile("getAtt\\w*\\(\"([^\"]+)\"\\)")
                .matcher(source)
                .results()
                .map(attribute -> attribute.group(1))
                .toArray(String[]::new);
    }

    private static ObjectNode gate(String members) {
        return RuntimeSamples.json("{'Target': 'support', 'Trigger': '7', %s}".formatted(members));
    }

    private static ObjectNode lookup(String members) {
        Repository repository = OLD.repository();
        return RuntimeSamples.json("{'RepositoryArn': 'arn:aws:ecr:%s:%s:repository/%s', %s}"
                .formatted(repository.region(), repository.account(), repository.name(), members));
    }

    private static Success success(Answer answer) {
        assertThat(answer).isInstanceOf(Success.class);
        return (Success) answer;
    }

    private static Failure failure(Answer answer) {
        assertThat(answer).isInstanceOf(Failure.class);
        return (Failure) answer;
    }
}
