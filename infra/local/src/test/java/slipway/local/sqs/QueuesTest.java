package slipway.local.sqs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import slipway.local.edge.AwsError;
import slipway.local.edge.Caller;
import slipway.local.edge.Place;
import slipway.local.time.ScaledClock;

class QueuesTest {
    private static final Caller RULE =
            new Caller.ServicePrincipal("events.amazonaws.com", "arn:aws:events:eu-central-1:111122223333:rule/pushed");
    private static final Duration LONG = Duration.ofHours(12);

    private final ScaledClock clock = new ScaledClock(1000);
    private final Map<String, Integer> depths = new ConcurrentHashMap<>();
    private final Queues queues = new Queues(
            new Place("111122223333", "eu-central-1"), clock, (caller, action, resource, context) -> {}, depths::put);
    private final String dead = queues.create(QueueSettings.of("dead"));
    private final String pushes = queues.create(new QueueSettings(
            "pushes", Duration.ofMinutes(1), Duration.ofDays(4), Duration.ZERO, new QueueSettings.Redrive(dead, 2)));

    @AfterEach
    void stop() {
        clock.close();
    }

    @Test
    void whatWasReceivedIsInvisibleUntilItsTimeOutHasPassed() throws Exception {
        send("one");

        assertThat(receive(LONG)).hasSize(1);
        assertThat(receive(LONG)).isEmpty();
        assertThat(depths).containsEntry("pushes", 0);
        assertThat(queues.changeVisibility(pushes, "unknown#1", Duration.ZERO)).isFalse();
    }

    @Test
    void aMessageThatWasReceivedTooOftenMovesToTheDeadLetterQueue() throws Exception {
        send("poison");

        assertThat(receive(Duration.ZERO)).hasSize(1);
        assertThat(receive(Duration.ZERO).getFirst().receiveCount()).isEqualTo(2);
        assertThat(receive(Duration.ZERO)).isEmpty();

        assertThat(depths).containsEntry("dead", 1).containsEntry("pushes", 0);
    }

    @Test
    void whileTheDeadLetterQueueIsMissingAMessageIsReceivedOn() throws Exception {
        send("poison");
        receive(Duration.ZERO);
        receive(Duration.ZERO);
        queues.deleteQueue(dead);
        send("fresh");

        assertThat(receive(Duration.ZERO)).extracting(Message::body).containsExactly("poison", "fresh");

        queues.create(QueueSettings.of("dead"));
        assertThat(receive(Duration.ZERO)).extracting(Message::body).containsExactly("fresh");
        assertThat(depths).containsEntry("dead", 1);
    }

    @Test
    void aMessageWhoseDestinationIsGoneIsNotMoved() throws Exception {
        send("one");

        assertThatThrownBy(() -> queues.move(pushes, message -> queues.arn("gone")))
                .isInstanceOf(AwsError.class);

        assertThat(receive(LONG)).hasSize(1);
    }

    @Test
    void aHeldMessageStaysInvisibleBeyondItsTimeOutUntilItIsReleased() throws Exception {
        send("slow");
        List<Message> held = queues.receive(pushes, 10, Duration.ZERO, Duration.ZERO, true);

        assertThat(receive(LONG)).isEmpty();
        queues.release(pushes, held.getFirst().receipt());
        assertThat(receive(LONG)).hasSize(1);
    }

    @Test
    void aPollWaitsForAMessage() throws Exception {
        Thread sender = Thread.ofVirtual().unstarted(() -> send("late"));
        sender.start();

        assertThat(queues.receive(pushes, 1, Duration.ofSeconds(10), LONG, false))
                .hasSize(1);
    }

    @Test
    void whoMayNotSendIsRefusedAndNothingIsKept() throws Exception {
        Queues closed = new Queues(
                new Place("111122223333", "eu-central-1"),
                clock,
                (caller, action, resource, context) -> {
                    throw AwsError.accessDenied(caller, action, resource);
                },
                depths::put);
        String arn = closed.create(QueueSettings.of("closed"));

        assertThatThrownBy(() -> closed.receive(arn, JsonNodeFactory.instance.objectNode(), RULE))
                .hasMessageContaining("sqs:SendMessage");
        assertThat(closed.receive(arn, 1, Duration.ZERO, LONG, false)).isEmpty();
    }

    @Test
    void theOldestMessageCountsUntilItIsDeletedWhoeverHasIt() throws Exception {
        Map<String, Optional<Instant>> oldest = new ConcurrentHashMap<>();
        Queues watched = new Queues(
                new Place("111122223333", "eu-central-1"),
                clock,
                (caller, action, resource, context) -> {},
                new QueueMetrics() {
                    @Override
                    public void depth(String queueName, int visible) {}

                    @Override
                    public void oldest(String queueName, @Nullable Instant sent) {
                        oldest.put(queueName, Optional.ofNullable(sent));
                    }
                });
        String arn = watched.create(QueueSettings.of("watched"));

        Message sent = watched.send(arn, "one", JsonNodeFactory.instance.objectNode(), Duration.ZERO, RULE);
        watched.send(arn, "two", JsonNodeFactory.instance.objectNode(), Duration.ZERO, RULE);
        Message taken = watched.receive(arn, 1, Duration.ZERO, LONG, false).getFirst();
        assertThat(oldest).containsEntry("watched", Optional.of(sent.sent()));

        watched.delete(arn, taken.receipt());
        watched.purge(arn);
        assertThat(oldest).containsEntry("watched", Optional.empty());
    }

    @Test
    void aQueueThatIsNotThereIsSaidToBeMissing() {
        assertThatThrownBy(() -> queues.receive(
                        "arn:aws:sqs:eu-central-1:111122223333:gone", JsonNodeFactory.instance.objectNode(), RULE))
                .isInstanceOf(AwsError.class);
    }

    private void send(String body) {
        queues.send(pushes, body, JsonNodeFactory.instance.objectNode(), Duration.ZERO, RULE);
    }

    private List<Message> receive(Duration visibility) throws InterruptedException {
        return queues.receive(pushes, 10, Duration.ZERO, visibility, false);
    }
}
