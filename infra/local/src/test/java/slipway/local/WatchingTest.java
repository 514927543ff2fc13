package slipway.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import slipway.local.cloudwatch.Datum;
import slipway.local.cloudwatch.Series;
import slipway.local.edge.Place;
import slipway.local.json.Json;
import slipway.local.time.ScaledClock;

class WatchingTest {
    private static final Place PLACE = new Place("111122223333", "eu-central-1");

    private final Ground ground = ground();
    private final Watching watching = new Watching(ground);

    @AfterEach
    void stop() {
        ground.close();
    }

    @ParameterizedTest
    @CsvSource({
        "RUNNING, ExecutionsStarted",
        "SUCCEEDED, ExecutionsSucceeded",
        "FAILED, ExecutionsFailed",
        "TIMED_OUT, ExecutionsTimedOut",
        "ABORTED, ExecutionsAborted",
    })
    void anExecutionIsCountedUnderItsStateMachine(String status, String metric) {
        ObjectNode event = Json.object();
        event.putObject("detail").put("status", status).put("stateMachineArn", "arn:machine");

        watching.execution(event);

        assertThat(values("AWS/States", metric, "StateMachineArn", "arn:machine"))
                .containsExactly(1.0);
    }

    @Test
    void anExecutionThatIsOverTellsItsTimeInMilliseconds() {
        ObjectNode event = Json.object();
        event.putObject("detail")
                .put("status", "FAILED")
                .put("stateMachineArn", "arn:machine")
                .put("startDate", 1_000)
                .put("stopDate", 4_500);

        watching.execution(event);

        assertThat(values("AWS/States", "ExecutionTime", "StateMachineArn", "arn:machine"))
                .containsExactly(3_500.0);
    }

    @Test
    void theOldestMessageGrowsOlderAndAnEmptyQueueHasNone() {
        watching.queues().oldest("pushes", ground.clock.instant().minus(Duration.ofMinutes(20)));
        watching.queues().oldest("pushes", null);

        assertThat(ages())
                .satisfiesExactly(
                        old -> assertThat(old).isBetween(1200.0, 1260.0),
                        none -> assertThat(none).isZero());
    }

    private List<Double> ages() {
        return values("AWS/SQS", "ApproximateAgeOfOldestMessage", "QueueName", "pushes");
    }

    private List<Double> values(String namespace, String metric, String dimension, String value) {
        return watching
                .metrics
                .between(new Series(namespace, metric, Map.of(dimension, value)), Instant.EPOCH, Instant.MAX)
                .stream()
                .map(Datum::value)
                .toList();
    }

    private static Ground ground() {
        try {
            return new Ground(PLACE, 0, new ScaledClock(1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
