package slipway.publish;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import slipway.event.Counts.Counted;
import slipway.failure.AwsFailure;
import slipway.image.Image;
import slipway.image.InMemoryImages;
import slipway.image.Samples;
import slipway.ledger.InMemoryLedger;
import slipway.parameter.Declarations;
import slipway.parameter.InMemoryParameters;
import slipway.parameter.ParameterNames;
import slipway.parameter.Parameters;
import slipway.parameter.Parameters.Write;
import slipway.parameter.Projection;
import slipway.parameter.Publishers;
import slipway.port.FunctionContext;
import slipway.port.Ports;
import slipway.port.Refusing;
import slipway.target.TargetName;

/** A batch of pushes where Parameter Store takes no write, or not yet. */
final class ImagePushedHandlerTest {
    private static final TargetName SUPPORT = new TargetName("support");
    private static final ParameterNames NAMES = new ParameterNames("slipway", "local");
    private static final Duration INVOCATION = Duration.ofMinutes(3);
    private static final Image OLDER = Samples.image("1.1.0", "1");
    private static final Image NEWER = Samples.image("1.2.0", "2");
    private static final String DECLARATION = """
            {"schema": 1,
             "repository": {"account": "111122223333", "region": "eu-central-1", "name": "agents/support"},
             "tagPolicy": {"type": "semver", "range": ">=1.0.0"}}
            """;

    private static final ObjectMapper JSON = new ObjectMapper();

    private final InMemoryLedger ledger = new InMemoryLedger();
    private final InMemoryImages images = new InMemoryImages();
    private final InMemoryParameters parameters =
            new InMemoryParameters().as("arn:aws:sts::111122223333:assumed-role/slipway-local-image-pushed/f");
    private Ports ports = refused(AwsFailure.Kind.THROTTLED, 0);
    private final List<Counted> counted = new ArrayList<>();
    private final List<Duration> pauses = new ArrayList<>();

    @BeforeEach
    void declare() {
        parameters.put(NAMES.declaration(SUPPORT), DECLARATION);
        new Declarations(ledger, images, parameters, NAMES, projection(parameters), counted::add)
                .changed(SUPPORT, Samples.NOON);
        images.push(OLDER, Samples.NOON);
        images.push(NEWER, Samples.NOON.plusSeconds(1));
    }

    @Test
    void ofABatchOnlyTheNewestIsPublishedHoweverItIsOrdered() throws IOException {
        assertThat(handled(OLDER, NEWER)).isEmpty();

        assertThat(published()).containsExactly(NEWER.uri());
        assertThat(pauses).isEmpty();
    }

    @Test
    void aWriteThatIsThrottledIsWaitedForWithinTheInvocation() throws IOException {
        ports = refused(AwsFailure.Kind.THROTTLED, 2);

        assertThat(handled(NEWER)).isEmpty();

        assertThat(pauses).containsExactly(Duration.ofSeconds(5), Duration.ofSeconds(5));
        assertThat(published()).containsExactly(NEWER.uri());
        assertThat(counted).isEmpty();
    }

    @Test
    void whatIsThrottledToTheEndComesAgainAndIsCounted() throws IOException {
        ports = refused(AwsFailure.Kind.THROTTLED, Integer.MAX_VALUE);

        assertThat(handled(OLDER, NEWER)).containsExactly("1");

        assertThat(left()).isEqualTo(Duration.ofSeconds(20));
        assertThat(counted).containsExactly(Counted.PUBLISH_FAILURES);
        assertThat(published()).isEmpty();
    }

    @Test
    void everyMessageThatWaitsForTheSameWriteComesAgain() throws IOException {
        ports = refused(AwsFailure.Kind.THROTTLED, Integer.MAX_VALUE);

        assertThat(handled(NEWER, NEWER)).containsExactly("0", "1");
        assertThat(counted).containsExactly(Counted.PUBLISH_FAILURES, Counted.PUBLISH_FAILURES);
    }

    @Test
    void whatIsDeniedComesAgainWithoutAWait() throws IOException {
        ports = refused(AwsFailure.Kind.DENIED, Integer.MAX_VALUE);

        assertThat(handled(OLDER, NEWER)).containsExactly("1");

        assertThat(pauses).isEmpty();
        assertThat(counted).containsExactly(Counted.PUBLISH_FAILURES);
    }

    /** Gives the pushes to the handler as one batch; the numbers, from 0, of those that have to come again. */
    private List<String> handled(Image... pushed) throws IOException {
        ObjectNode batch = JSON.createObjectNode();
        for (int number = 0; number < pushed.length; number++) {
            batch.withArray("Records")
                    .addObject()
                    .put("messageId", String.valueOf(number))
                    .put("body", event(pushed[number]));
        }
        Publisher publisher =
                new Publisher(ledger, images, projection(ports.inFrontOf(Parameters.class, parameters)), counted::add);
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        PublishHandlers.imagePushed(publisher, pauses::add)
                .handleRequest(
                        new ByteArrayInputStream(batch.toString().getBytes(UTF_8)),
                        output,
                        new FunctionContext("image-pushed", "request", () -> (int) left().toMillis()));
        return JSON.readTree(output.toByteArray())
                .path("batchItemFailures")
                .valueStream()
                .map(failure -> failure.path("itemIdentifier").asText())
                .toList();
    }

    private static Ports refused(AwsFailure.Kind kind, int times) {
        return new Refusing("Parameters.put", "ssm:PutParameter", kind, times);
    }

    private static String event(Image image) {
        ObjectNode event = JSON.createObjectNode()
                .put("detail-type", "ECR Image Action")
                .put("account", image.repository().account())
                .put("region", image.repository().region())
                .put("time", Samples.NOON.toString());
        event.putObject("detail")
                .put("repository-name", image.repository().name())
                .put("image-digest", image.digest().value())
                .put("image-tag", image.tag().value());
        return event.toString();
    }

    /** Of the invocation's time, of which nothing but pauses takes any. */
    private Duration left() {
        return pauses.stream().reduce(INVOCATION, Duration::minus);
    }

    private List<String> published() {
        return parameters.history(NAMES.desiredImage(SUPPORT)).stream()
                .map(Write::value)
                .toList();
    }

    private Projection projection(Parameters store) {
        return new Projection(ledger, store, NAMES, new Publishers(Set.of("slipway-local-image-pushed")), _ -> {});
    }
}
