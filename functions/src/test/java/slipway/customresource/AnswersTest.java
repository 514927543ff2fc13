package slipway.customresource;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import slipway.failure.AwsFailure;
import slipway.port.CapturedOutput;

/** What CloudFormation is told, whatever a resource does or a request says. */
class AnswersTest {
    private static final Map<String, String> LAMP = Map.of("Name", "lamp", "Size", "5");
    private static final String SECRET = "hunter2-s3cr3t";

    private final Things things = new Things();
    private final KitWorld world = new KitWorld(things);

    @Test
    void aFailedCreateIsKnownAsNothingAndDeletingThatAsksNobody() {
        things.instead = () -> Optional.of(new Step.Failed("No lamps are left. Order some."));

        JsonNode failed = world.answer(RequestSamples.create(Things.TYPE, LAMP)).json();

        assertFailed(failed, "No lamps are left. Order some.");
        assertThat(failed.path("PhysicalResourceId").asText()).isEqualTo("nothing-was-made");
        things.asked.clear();

        JsonNode deleted = world.answer(another(RequestSamples.delete(
                        Things.TYPE, failed.path("PhysicalResourceId").asText(), LAMP)))
                .json();

        assertThat(deleted.path("Status").asText()).isEqualTo("SUCCESS");
        assertThat(deleted.path("PhysicalResourceId").asText()).isEqualTo("nothing-was-made");
        assertThat(things.asked).isEmpty();
    }

    @Test
    void aCreateThatFailsAfterItMadeSomethingIsKnownByThat() {
        things.looks = 3;
        things.instead = () -> things.asked.size() > 2 ? Optional.of(new Step.Failed("It broke.")) : Optional.empty();

        JsonNode json = world.answer(RequestSamples.create(Things.TYPE, LAMP)).json();

        assertFailed(json, "It broke.");
        assertThat(json.path("PhysicalResourceId").asText())
                .isEqualTo(things.there.keySet().iterator().next());
    }

    @Test
    void anUpdateOrDeleteThatFailsKeepsItsId() {
        things.instead = () -> Optional.of(new Step.Failed("It is screwed down."));
        for (ObjectNode request : new ObjectNode[] {
            RequestSamples.update(Things.TYPE, "lamp-1", LAMP, LAMP),
            another(RequestSamples.delete(Things.TYPE, "lamp-1", LAMP))
        }) {
            JsonNode json = world.answer(request).json();
            assertFailed(json, "It is screwed down.");
            assertThat(json.path("PhysicalResourceId").asText()).isEqualTo("lamp-1");
        }
    }

    @Test
    void anUpdateMayReplaceByAnotherIdAndADeleteMayNot() {
        things.instead = () -> Optional.of(Step.Done.of(new PhysicalId("lamp-2"), new TreeMap<>()));

        assertThat(world.answer(RequestSamples.update(Things.TYPE, "lamp-1", LAMP, LAMP))
                        .json()
                        .path("PhysicalResourceId")
                        .asText())
                .isEqualTo("lamp-2");
        assertThat(world.answer(another(RequestSamples.delete(Things.TYPE, "lamp-1", LAMP)))
                        .json()
                        .path("PhysicalResourceId")
                        .asText())
                .isEqualTo("lamp-1");
    }

    @Test
    void propertiesThatAreWrongFailWithEveryProblem() {
        JsonNode json = world.answer(RequestSamples.create(Things.TYPE, Map.of("Size", "900", "Colour", "red")))
                .json();

        assertFailed(json, "Name is missing: add it");
        assertFailed(json, "Size is '900': write a whole number from 1 to 100");
        assertFailed(json, "Colour is not known");
        assertThat(things.asked).isEmpty();
    }

    @Test
    void anUpdateWhoseOldPropertiesCannotBeReadIsAnUpdateAllTheSame() {
        JsonNode json = world.answer(RequestSamples.update(Things.TYPE, "lamp-1", Map.of("Size", "900"), LAMP))
                .json();

        assertThat(json.path("Status").asText()).isEqualTo("SUCCESS");
        assertThat(things.asked).containsExactly("update Wanted[name=lamp, size=5] from Optional.empty");
    }

    @Test
    void aDeleteDoesNotReadWhatIsWrong() {
        assertThat(world.answer(RequestSamples.delete(Things.TYPE, "lamp-1", Map.of("Size", "900")))
                        .json()
                        .path("Status")
                        .asText())
                .isEqualTo("SUCCESS");
    }

    @Test
    void aTypeThatNobodyLooksAfterFailsWithThoseThatAreKnown() {
        assertFailed(world.answer(RequestSamples.create("Custom::Other", LAMP)).json(), "Custom::Thing");
    }

    @Test
    @SuppressWarnings("NullAway") // What a resource must not do, done.
    void aResourceThatSaysNothingHasNotSucceeded() {
        CustomResource<String> silent = new Silent();
        JsonNode json = new KitWorld(silent)
                .answer(RequestSamples.create(silent.type(), Map.of()))
                .json();

        assertFailed(json, "Custom::Silent did not say how far it is");
    }

    @Test
    void whatAResourceThrowsIsTriedAgainWithGrowingPauses() {
        things.instead = () -> {
            if (things.asked.size() < 6) {
                throw new IllegalStateException(SECRET);
            }
            return Optional.empty();
        };

        KitWorld.Arrived answer = world.answer(RequestSamples.create(Things.TYPE, LAMP));

        assertThat(answer.json().path("Status").asText()).isEqualTo("SUCCESS");
        assertThat(Duration.between(KitWorld.NOON, answer.at())).isEqualTo(Duration.ofSeconds(2 + 4 + 8 + 16 + 30));
    }

    @Test
    void whatItThrowsForMinutesFailsWithoutItsWords() {
        things.instead = () -> {
            throw new IllegalStateException("password " + SECRET);
        };
        try (CapturedOutput log = new CapturedOutput()) {
            KitWorld.Arrived answer = world.answer(RequestSamples.create(Things.TYPE, LAMP));

            assertFailed(answer.json(), "It failed 20 times in a row. It ended in a IllegalStateException.");
            assertThat(answer.text() + log.text()).doesNotContain(SECRET);
        }
    }

    @Test
    void whatAwsRefusesIsToldInItsWords() {
        things.instead = () -> {
            throw new AwsFailure(
                    AwsFailure.Kind.DENIED, "lamp:Make", "role", "", "The role may not lamp:Make: grant it.", null);
        };

        assertFailed(
                world.answer(RequestSamples.create(Things.TYPE, LAMP)).json(), "The role may not lamp:Make: grant it.");
    }

    @ParameterizedTest
    @ValueSource(
            classes = {
                OutOfMemoryError.class,
                NoClassDefFoundError.class,
                StackOverflowError.class,
                AssertionError.class
            })
    void anErrorThatEndsTheFunctionIsAnsweredInTheEnd(Class<? extends Error> type) {
        things.instead = () -> {
            throw error(type);
        };

        KitWorld.Arrived answer = world.answer(RequestSamples.create(Things.TYPE, LAMP));

        assertFailed(answer.json(), "failed again and again");
        assertThat(answer.json().path("PhysicalResourceId").asText()).isEqualTo("nothing-was-made");
        assertThat(answer.at()).isBefore(KitWorld.NOON.plus(Duration.ofMinutes(15)));
        assertThat(world.deadLetters).isEmpty();
    }

    @Test
    void whatIsNotDoneInTimeFailsWithWhatItWaitedFor() {
        things.looks = Integer.MAX_VALUE;

        KitWorld.Arrived answer = world.answer(RequestSamples.create(Things.TYPE, LAMP));

        assertFailed(
                answer.json(),
                "It waited for the thing to be there, and the time for it is over: ServiceTimeout is 3600 seconds.");
        assertThat(answer.json().path("PhysicalResourceId").asText()).startsWith("lamp-");
        assertThat(answer.at()).isEqualTo(KitWorld.NOON.plus(Duration.ofMinutes(50)));
        assertThat(things.asked).as("looks").hasSizeLessThan(200);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 60, 600, 3600})
    void theDeadlineLeavesTimeForTheAnswer(int seconds) {
        things.looks = Integer.MAX_VALUE;
        ObjectNode request = RequestSamples.create(Things.TYPE, LAMP);
        request.withObject("/ResourceProperties").put("ServiceTimeout", String.valueOf(seconds));

        assertThat(world.answer(request).at()).isBeforeOrEqualTo(KitWorld.NOON.plusSeconds(seconds));
    }

    @Test
    void aResourceThatIsLookedAtEverySecondDoesNotFillTheHistory() {
        things.instead =
                () -> Optional.of(new Step.LookAgain(Duration.ZERO, "on", Optional.empty(), "the end of days"));

        world.answer(RequestSamples.create(Things.TYPE, LAMP));

        assertThat(things.asked).hasSizeLessThan(2_000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "\"", "\u0001", "ä", "🚀", "x🚀\n"})
    void aReasonOfAnyLengthFitsAndIsCutBetweenLetters(String letters) {
        things.instead = () -> Optional.of(new Step.Failed(letters.repeat(10_000)));

        KitWorld.Arrived answer = world.answer(RequestSamples.create(Things.TYPE, LAMP));

        assertThat(answer.text().getBytes(StandardCharsets.UTF_8)).hasSizeBetween(4_080, 4_096);
        String reason = answer.json().path("Reason").asText();
        assertThat(reason).endsWith("…");
        assertThat(letters.repeat(10_000)).startsWith(reason.substring(0, reason.length() - 1));
    }

    @Test
    void anEmptyReasonIsNone() {
        things.instead = () -> Optional.of(new Step.Failed(" "));
        assertFailed(world.answer(RequestSamples.create(Things.TYPE, LAMP)).json(), "gave no reason");
    }

    @Test
    void attributesThatDoNotFitFailWithTheirNamesAndTheIdOfWhatWasMade() {
        things.instead = () -> Optional.of(new Step.Done(
                new PhysicalId("lamp-1"), new TreeMap<>(Map.of("Arn", "a", "Manual", SECRET.repeat(400))), true));

        KitWorld.Arrived answer = world.answer(RequestSamples.create(Things.TYPE, LAMP));

        assertFailed(answer.json(), "its attributes Arn, Manual are too long");
        assertThat(answer.json().path("PhysicalResourceId").asText()).isEqualTo("lamp-1");
        assertThat(answer.text()).doesNotContain(SECRET);
    }

    @Test
    void secretAttributesAreMarked() {
        things.instead =
                () -> Optional.of(new Step.Done(new PhysicalId("lamp-1"), new TreeMap<>(Map.of("Key", SECRET)), true));
        assertThat(world.answer(RequestSamples.create(Things.TYPE, LAMP))
                        .json()
                        .path("NoEcho")
                        .asBoolean())
                .isTrue();
    }

    private static ObjectNode another(ObjectNode request) {
        return request.put("RequestId", "another-" + request.path("RequestType").asText());
    }

    private static void assertFailed(JsonNode json, String reason) {
        assertThat(json.path("Status").asText()).isEqualTo("FAILED");
        assertThat(json.path("Reason").asText()).contains(reason);
        assertThat(json.has("Data")).isFalse();
    }

    private static Error error(Class<? extends Error> type) {
        try {
            return type.getDeclaredConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Gives no step. */
    @SuppressWarnings("NullAway")
    private static final class Silent implements CustomResource<String> {
        @Override
        public String type() {
            return "Custom::Silent";
        }

        @Override
        public String read(Properties properties) {
            return "";
        }

        @Override
        public Step create(Work<String> work) {
            return null;
        }

        @Override
        public Step update(Work<String> work) {
            return null;
        }

        @Override
        public Step delete(Deletion deletion) {
            return null;
        }
    }
}
