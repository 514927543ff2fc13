package slipway.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import slipway.event.Happening;
import slipway.events.EventFolder;
import slipway.image.Digest;
import slipway.image.Image;
import slipway.image.InvalidImage;
import slipway.image.Tag;
import slipway.ledger.Caller;
import slipway.ledger.Cause;
import slipway.ledger.RolloutId;
import slipway.ledger.RolloutRecord;
import slipway.ledger.RolloutRecord.Request;
import slipway.ledger.TargetState;
import slipway.ledger.TargetState.Newest;
import slipway.target.TargetName;

/** Every sample of an event that AWS sends, through its handler; one target is declared, as the samples assume. */
class EventSamplesHandledTest {
    private static final TargetName SUPPORT = new TargetName("support");
    private static final String DECLARATION =
            EventFolder.text(EventFolder.named("declaration").path().resolve("example.json"));
    private static final Image OLD = new Image(World.SUPPORT, new Tag("1.4.1"), new Digest("sha256:" + "1".repeat(64)));

    private final World world = new World();

    static Stream<Arguments> pushed() {
        return samples("accepted", "image-pushed", "image-replicated");
    }

    static Stream<Arguments> ignored() {
        return samples("ignored/by-handler", handled());
    }

    static Stream<Arguments> refused() {
        return samples("refused", handled());
    }

    static Stream<Arguments> interrupted() {
        return samples("accepted", "rollout-interrupted");
    }

    static Stream<Arguments> desired() {
        return samples("accepted", "desired-image-changed");
    }

    private static String[] handled() {
        return EventFolder.all().stream()
                .filter(folder -> !folder.samples("ignored/by-rule").isEmpty())
                .map(EventFolder::name)
                .toArray(String[]::new);
    }

    private static Stream<Arguments> samples(String kind, String... folders) {
        return Stream.of(folders)
                .flatMap(folder -> EventFolder.named(folder).samples(kind).stream()
                        .map(sample -> Arguments.of(folder, sample.getFileName().toString(), sample)));
    }

    @BeforeEach
    void oneTargetIsDeclaredAndServed() {
        world.declare("support", DECLARATION);
        world.images.push(OLD, world.now);
        world.arrive("1.4.1");
        world.run();
        world.told.clear();
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("pushed")
    void anAcceptedPushIsPublished(String folder, String name, Path sample) {
        Image image = inEcr(EventFolder.json(sample)).orElseThrow();

        assertThat(handle(folder, sample).refusal()).isEmpty();

        assertThat(world.state(SUPPORT).following().newest().map(Newest::image)).contains(image);
        assertThat(world.parameters.get(world.names.desiredImage(SUPPORT))).contains(image.uri());
        assertThat(world.told).singleElement().isInstanceOf(Happening.ImagePublished.class);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("ignored")
    void whatTheHandlerIgnoresHasNoEffectAndOneLineInTheLog(String folder, String name, Path sample) {
        Optional<Image> _ = inEcr(EventFolder.json(sample));
        String before = effects();

        Handled handled = handle(folder, sample);

        assertThat(handled.refusal()).isEmpty();
        assertThat(handled.log()).hasSize(1);
        assertThat(effects()).isEqualTo(before);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("refused")
    void whatIsRefusedIsAnErrorInAFewWordsAndHasNoEffect(String folder, String name, Path sample) {
        String before = effects();

        Handled handled = handle(folder, sample);

        assertThat(handled.refusal()).isPresent();
        assertThat(handled.log()).hasSizeLessThan(2).noneMatch(line -> line.startsWith("\tat "));
        assertThat(String.join("", handled.log()) + handled.refusal()).containsAnyOf("expected", "write");
        assertThat(effects()).isEqualTo(before);
    }

    @Test
    void aDeclarationThatIsCreatedOrUpdatedIsEvaluatedAgainstEcr() {
        for (String sample : List.of("created.json", "updated.json")) {
            World fresh = new World();
            fresh.images.push(OLD, fresh.now);
            fresh.parameters.put(fresh.names.declaration(SUPPORT), DECLARATION);

            assertThat(handle("target-declared", accepted("target-declared", sample), fresh)
                            .refusal())
                    .isEmpty();

            assertThat(fresh.state(SUPPORT).declaration()).contains(DECLARATION);
            assertThat(fresh.parameters.get(fresh.names.desiredImage(SUPPORT))).contains(OLD.uri());
        }
    }

    @Test
    void aDeclarationThatIsDeletedIsFollowedNoMore() {
        world.parameters.remove(world.names.declaration(SUPPORT));

        assertThat(handle("target-declared", accepted("target-declared", "deleted.json"))
                        .refusal())
                .isEmpty();

        assertThat(world.state(SUPPORT).declaration()).isEmpty();
        assertThat(world.ledger.following(World.SUPPORT)).isEmpty();
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("desired")
    void aDesiredImageThatIsWrittenRollsOut(String folder, String name, Path sample) {
        Image image = World.image("1.5.0");
        world.parameters.as(World.PERSON).put(world.names.desiredImage(SUPPORT), image.uri());

        assertThat(handle(folder, sample).refusal()).isEmpty();

        assertThat(world.executions.running()).containsExactly("support-2-pin-1");
        assertThat(world.told)
                .containsExactly(new Happening.RolloutStarted(
                        SUPPORT,
                        RolloutId.of(SUPPORT, 2),
                        Cause.PIN,
                        Optional.of(new Caller(World.PERSON)),
                        image,
                        Optional.empty(),
                        Instant.parse(EventFolder.json(sample).path("time").asText())));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("interrupted")
    void anInterruptedRolloutGoesOnInTheNextExecution(String folder, String name, Path sample) {
        RolloutRecord rollout = world.ledger.save(RolloutRecord.admitted(
                        RolloutId.of(SUPPORT, 7),
                        Request.of(SUPPORT, OLD, Cause.PUSH, Optional.empty(), DECLARATION, world.now, world.now))
                .withExecution("the first"));
        TargetState.Claim claim = new TargetState.Claim(7, Optional.of(rollout.id()), Optional.empty());
        world.ledger.save(world.state(SUPPORT).withClaim(claim));
        world.executions.start(rollout);
        world.executions.end("support-7-push-1");

        assertThat(handle(folder, sample).refusal()).isEmpty();

        assertThat(world.executions.running()).containsExactly("support-7-push-2");
        assertThat(world.told).as("it was started long ago").isEmpty();
    }

    @Test
    void oneBadEventOfABatchComesAgainAndTheOthersAreHandled() throws IOException {
        JsonNode good = EventFolder.json(accepted("image-pushed", "tagged-push.json"));
        Image image = inEcr(good).orElseThrow();
        EventFolder pushed = EventFolder.named("image-pushed");
        String bad = EventFolder.text(pushed.path().resolve("refused/by-schema/no-repository-name.json"));
        String hostile = EventFolder.text(pushed.path().resolve("ignored/by-handler/hostile-tag-line-break.json"));

        JsonNode failures = Handled.batch(world, List.of("no JSON", bad, hostile, "{}", "", good.toString()));

        assertThat(failures)
                .extracting(failure -> failure.path("itemIdentifier").asText())
                .containsExactly("0", "1", "3", "4");
        assertThat(world.parameters.get(world.names.desiredImage(SUPPORT))).contains(image.uri());
    }

    @Test
    void aForgedLineBreakNeverBeginsALineOfTheLog() {
        ObjectNode event =
                EventFolder.json(accepted("target-declared", "created.json")).deepCopy();
        event.put("time", "now\nERROR forged");
        Handled handled = Handled.of("target-declared", event.toString(), world);
        assertThat(handled.refusal().orElseThrow()).contains("time is now?ERROR forged");

        world.parameters.put(world.names.declaration(SUPPORT), "{\"schema\n\": 1,\n\"x\\nERROR forged\": 2}");
        assertThat(handle("target-declared", accepted("target-declared", "updated.json"))
                        .log())
                .hasSize(1);
        assertThat(world.state(SUPPORT).decisions().getFirst().why()).doesNotContain("\n");
    }

    private Handled handle(String folder, Path sample) {
        return handle(folder, sample, world);
    }

    private static Handled handle(String folder, Path sample, World world) {
        return Handled.of(folder, EventFolder.text(sample), world);
    }

    private static Path accepted(String folder, String name) {
        return EventFolder.named(folder).path().resolve("accepted").resolve(name);
    }

    /** Puts the image of a push into the declared repository, so that only the handler can be why it is ignored. */
    private Optional<Image> inEcr(JsonNode event) {
        try {
            Image image = new Image(
                    World.SUPPORT,
                    new Tag(event.at("/detail/image-tag").asText()),
                    new Digest(event.at("/detail/image-digest").asText()));
            world.images.push(image, world.now.plusSeconds(60));
            return Optional.of(image);
        } catch (InvalidImage e) {
            return Optional.empty();
        }
    }

    /** All that an event could change, but for the ledger's note of what was decided. */
    private String effects() {
        return Stream.of("support", "billing")
                        .map(TargetName::new)
                        .map(name -> world.state(name).following()
                                + " "
                                + world.state(name).claim()
                                + " "
                                + world.state(name).declaration()
                                + " "
                                + world.parameters.history(world.names.desiredImage(name)))
                        .toList()
                + " "
                + world.executions.all()
                + world.told;
    }
}
