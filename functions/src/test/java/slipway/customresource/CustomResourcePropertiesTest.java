package slipway.customresource;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import slipway.customresource.KitWorld.Arrived;
import slipway.port.CrashPoint.Death;
import slipway.port.Ports;

/** Every order, duplicate and crash of one request's life. */
class CustomResourcePropertiesTest {
    private static final Map<String, String> LAMP = Map.of("Name", "lamp", "Size", "5");

    /** What the resource does at its looks, one after the other; then it is done. */
    enum Look {
        AGAIN,
        AGAIN_WITH_NOTHING_MADE,
        THROW,
        DIE,
        SILENCE,
        FAIL,
        DONE
    }

    /**
     * @param duplicates whether another delivery comes before the execution runs, by each
     * @param deaths of a hundred calls
     * @param refusals of the host of answers, at first
     */
    record Life(
            String kind,
            List<Look> looks,
            int timeout,
            List<Boolean> duplicates,
            int deaths,
            int refusals,
            long seed) {}

    @Provide
    Arbitrary<Life> lives() {
        return Combinators.combine(
                        Arbitraries.of("Create", "Update", "Delete"),
                        Arbitraries.of(Look.class).list().ofMaxSize(30),
                        Arbitraries.of(1800, 3600),
                        Arbitraries.of(true, false).list().ofMaxSize(4),
                        Arbitraries.of(0, 0, 5, 15),
                        Arbitraries.integers().between(0, 6),
                        Arbitraries.longs())
                .as(Life::new);
    }

    @Property(tries = 1500)
    void everyRequestIsAnsweredOnceInTimeWithAnIdThatHolds(@ForAll("lives") Life life) {
        Scripted resource = new Scripted(life.looks());
        KitWorld world = new KitWorld(resource);
        world.refuse(life.refusals());
        world.through(new Dying(life.deaths(), new Random(life.seed())));
        ObjectNode request = request(life);

        world.deliver(request);
        for (boolean runsFirst : life.duplicates()) {
            if (runsFirst) {
                world.run();
            }
            Instant at = world.now;
            world.deliver(request);
            world.now = at;
        }
        world.run();

        Assume.that(world.hasDealtWithOne());
        assertThat(world.answers).as("answers").isNotEmpty();
        assertThat(world.answers.stream().map(Arrived::text).distinct())
                .as("bodies")
                .hasSize(1);
        assertThat(world.deadLetters).isEmpty();
        Arrived answer = world.answers.getFirst();
        assertThat(Duration.between(KitWorld.NOON, answer.at()))
                .isLessThanOrEqualTo(Duration.ofSeconds(life.timeout()));
        check(life, resource, answer.json());
    }

    private static void check(Life life, Scripted resource, JsonNode json) {
        boolean success = json.path("Status").asText().equals("SUCCESS");
        assertThat(success && !resource.done).as("a success without Done").isFalse();
        String id = json.path("PhysicalResourceId").asText();
        switch (life.kind()) {
            case "Create" -> assertThat(id).isEqualTo(success || resource.made ? "lamp-made" : "nothing-was-made");
            case "Update" -> assertThat(id).isEqualTo(success ? "lamp-made" : "lamp-before");
            default -> assertThat(id).isEqualTo("lamp-before");
        }
        assertThat(json.path("Reason").asText().isEmpty()).isEqualTo(success);
    }

    private static ObjectNode request(Life life) {
        ObjectNode request = switch (life.kind()) {
            case "Create" -> RequestSamples.create(Scripted.TYPE, LAMP);
            case "Update" -> RequestSamples.update(Scripted.TYPE, "lamp-before", LAMP, LAMP);
            default -> RequestSamples.delete(Scripted.TYPE, "lamp-before", LAMP);
        };
        request.withObject("/ResourceProperties").put("ServiceTimeout", String.valueOf(life.timeout()));
        return request;
    }

    /** Dies before or after some of the calls. */
    private static final class Dying extends Ports {
        private final int deaths;
        private final Random random;

        private Dying(int deaths, Random random) {
            this.deaths = deaths;
            this.random = random;
        }

        @Override
        protected Object call(String name, Effect effect) throws Throwable {
            if (random.nextInt(100) >= deaths) {
                return effect.happen();
            }
            if (random.nextBoolean()) {
                effect.happen();
            }
            throw new Death();
        }
    }

    /** Does at its looks what it is told to. */
    private static final class Scripted implements CustomResource<String> {
        static final String TYPE = "Custom::Scripted";

        private final List<Look> looks;
        private int next;
        private boolean done;
        /** Whether the kit was told of what was made, and did not die before it could write that down. */
        private boolean made;

        private Scripted(List<Look> looks) {
            this.looks = looks;
        }

        @Override
        public String type() {
            return TYPE;
        }

        @Override
        public String read(Properties properties) {
            return properties.text("Name");
        }

        @Override
        public Step create(Work<String> work) {
            return step(work.note());
        }

        @Override
        public Step update(Work<String> work) {
            return step(work.note());
        }

        @Override
        public Step delete(Deletion deletion) {
            return step(deletion.note());
        }

        @SuppressWarnings("NullAway") // What a resource must not do, done.
        private Step step(String note) {
            made |= note.equals("made");
            Look look = next < looks.size() ? looks.get(next++) : Look.DONE;
            return switch (look) {
                case AGAIN ->
                    new Step.LookAgain(
                            Duration.ofSeconds(40), "made", Optional.of(new PhysicalId("lamp-made")), "the lamp");
                case AGAIN_WITH_NOTHING_MADE ->
                    new Step.LookAgain(Duration.ofSeconds(5), note.isEmpty() ? "on its way" : note, Optional.empty());
                case THROW -> throw new IllegalStateException("thrown");
                case DIE -> throw new OutOfMemoryError("died");
                case SILENCE -> null;
                case FAIL -> new Step.Failed("It broke.");
                case DONE -> {
                    done = true;
                    yield Step.Done.of(new PhysicalId("lamp-made"), new TreeMap<>());
                }
            };
        }
    }
}
