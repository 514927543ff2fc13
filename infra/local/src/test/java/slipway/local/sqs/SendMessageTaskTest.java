package slipway.local.sqs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import slipway.local.edge.AwsError;
import slipway.local.edge.Caller;
import slipway.local.edge.Place;
import slipway.local.json.Json;
import slipway.local.states.StatesError;
import slipway.local.time.ScaledClock;

class SendMessageTaskTest {
    private static final Caller MACHINE = new Caller.RoleSession(
            "arn:aws:iam::111122223333:role/machine", "arn:aws:sts::111122223333:assumed-role/machine/session");

    private final ScaledClock clock = new ScaledClock(1000);
    private boolean denied;
    private final Queues queues = new Queues(
            new Place("111122223333", "eu-central-1"),
            clock,
            (caller, action, resource, context) -> {
                if (denied) {
                    throw AwsError.accessDenied(caller, action, resource);
                }
            },
            (queue, depth) -> {});
    private final SendMessageTask task = new SendMessageTask(queues);

    @AfterEach
    void stop() {
        clock.close();
    }

    @Test
    void aStateMachineSendsAnObjectAsItsText() throws Exception {
        String dead = queues.create(QueueSettings.of("dead"));

        JsonNode answer = send("dead");

        assertThat(answer.path("MessageId").asText()).isNotEmpty();
        assertThat(queues.receiveHeld(dead, 1, Duration.ZERO))
                .singleElement()
                .satisfies(message -> assertThat(message.body()).isEqualTo("{\"request\":\"abc\"}"));
    }

    @Test
    void itFailsUnderTheNamesThatStepFunctionsGives() {
        assertThatThrownBy(() -> send("missing"))
                .isInstanceOfSatisfying(
                        StatesError.class,
                        error -> assertThat(error.error()).isEqualTo("Sqs.QueueDoesNotExistException"));
        queues.create(QueueSettings.of("dead"));
        denied = true;
        assertThatThrownBy(() -> send("dead")).hasMessageContaining("sqs:SendMessage");
    }

    private JsonNode send(String queue) {
        return task.call(
                Json.read("{\"QueueUrl\":\"http://127.0.0.1/111122223333/%s\",\"MessageBody\":{\"request\":\"abc\"}}"
                        .formatted(queue)),
                MACHINE);
    }
}
