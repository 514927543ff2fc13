package slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import slipway.local.LocalCloud;
import slipway.local.edge.Place;
import slipway.local.story.Aws;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;

/** A control plane on the local cloud, and a doctor who looks at it. */
final class Ward implements AutoCloseable {
    private static final Place PLACE = new Place("111122223333", "eu-central-1");
    private static final int SCALE = 60;
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final ObjectMapper JSON = new ObjectMapper();

    final LocalCloud cloud;
    final Aws aws;

    /** What the doctor found, and how the command ended. */
    record Diagnosis(int exit, List<Found> found) {}

    /** One finding, and the check that made it. */
    record Found(String check, String severity, String what, String remedy) {}

    Ward(Blueprint blueprint) {
        try {
            cloud = new LocalCloud(blueprint.folder(), PLACE, 0, SCALE, (wanted, made, done, total) -> {});
            // Nobody asks a doctor several times a second.
            cloud.agentCore().rates(false);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        aws = new Aws(cloud.uri(), PLACE.region());
    }

    /** Somebody who may do everything there. */
    Person administrator() {
        return Person.at(cloud.uri()).with(() -> AwsBasicCredentials.create("test", "test"));
    }

    Diagnosis look() {
        return look(administrator());
    }

    Diagnosis look(Person person) {
        var seen = person.types("doctor", "--json");
        assertThat(seen.err()).isEmpty();
        return new Diagnosis(
                seen.exit(), seen.out().lines().flatMap(Ward::found).toList());
    }

    private static Stream<Found> found(String report) {
        try {
            var read = JSON.readTree(report);
            return read.path("findings").valueStream().map(finding -> found(read, finding));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Found found(JsonNode report, JsonNode finding) {
        return new Found(
                report.path("check").asText(),
                finding.path("severity").asText(),
                finding.path("what").asText(),
                finding.path("remedy").asText());
    }

    JsonNode call(String service, String target, String input) {
        return aws.call(service, target, object(input));
    }

    static ObjectNode object(String json) {
        try {
            return json.isEmpty()
                    ? JsonNodeFactory.instance.objectNode()
                    : (ObjectNode) JSON.readTree(json.replace('\'', '"'));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the status function knows of a target. */
    JsonNode status(String target) {
        try {
            return JSON.readTree(
                            administrator().types("status", target, "--json").out())
                    .path("target");
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Looks until it is so. */
    static void await(String what, BooleanSupplier so) {
        long began = System.nanoTime();
        while (!so.getAsBoolean()) {
            assertThat(Duration.ofNanos(System.nanoTime() - began)).as(what).isLessThan(PATIENCE);
            LockSupport.parkNanos(Duration.ofMillis(250).toNanos());
        }
    }

    @Override
    public void close() {
        cloud.close();
    }
}
