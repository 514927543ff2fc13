package slipway.publish;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayInputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import slipway.event.BadEvent;
import slipway.event.Counts.Counted;
import slipway.failure.AwsFailure;
import slipway.image.Found;
import slipway.image.Image;
import slipway.image.Images;
import slipway.image.InMemoryImages;
import slipway.image.Samples;
import slipway.image.Tag;
import slipway.ledger.InMemoryLedger;
import slipway.ledger.TargetState.Decision;
import slipway.parameter.Declarations;
import slipway.parameter.InMemoryParameters;
import slipway.parameter.ParameterNames;
import slipway.parameter.Projection;
import slipway.parameter.Publishers;
import slipway.port.FunctionContext;
import slipway.port.Refusing;
import slipway.target.TargetName;

/** What a push leaves behind: a decision once, and a failure that says all that failed. */
class PublisherTest {
    private static final TargetName SUPPORT = new TargetName("support");
    private static final TargetName CATALOG = new TargetName("catalog");
    private static final ParameterNames NAMES = new ParameterNames("slipway", "local");
    private static final Image FIRST = Samples.image("1.0.0", "1");
    private static final String DECLARATION = """
            {"schema": 1,
             "repository": {"account": "111122223333", "region": "eu-central-1", "name": "agents/support"},
             "tagPolicy": {"type": "semver", "range": ">=1.0.0"}}
            """;

    private final InMemoryLedger ledger = new InMemoryLedger();
    private final InMemoryImages images = new InMemoryImages();
    private final InMemoryParameters parameters =
            new InMemoryParameters().as("arn:aws:sts::111122223333:assumed-role/slipway-local-image-pushed/f");
    private final List<Counted> counted = new ArrayList<>();
    private final Projection projection =
            new Projection(ledger, parameters, NAMES, new Publishers(Set.of("slipway-local-image-pushed")), _ -> {});
    private final Declarations declarations =
            new Declarations(ledger, images, parameters, NAMES, projection, counted::add);
    private final Publisher publisher = new Publisher(ledger, images, projection, counted::add);

    @BeforeEach
    void declareAndPush() {
        declare(SUPPORT);
        images.push(FIRST, Samples.NOON);
        push("1.0.0");
    }

    @Test
    void whatIsTheNewestAlreadyIsSaidOnceHoweverOftenItComes() {
        push("1.0.0");
        long revision = ledger.target(SUPPORT).revision();
        assertThat(latest().what()).isEqualTo("Unchanged");
        assertThat(latest().subject()).isEqualTo(FIRST.uri());
        push("1.0.0");
        assertThat(ledger.target(SUPPORT).revision()).isEqualTo(revision);
    }

    @Test
    void anotherTagAndAnotherReasonAreDecisionsOfTheirOwn() {
        push("0.1.0");
        push("0.2.0");
        assertThat(latest().what()).isEqualTo("Ignored");
        assertThat(latest().subject()).isEqualTo("0.2.0");
        images.push(Samples.image("1.1.0", "2"), Samples.NOON);
        push("1.1.0");
        push("1.0.0");
        assertThat(latest().what()).isEqualTo("NotPublished");
        push("1.1.0");
        assertThat(latest().what()).isEqualTo("Unchanged");
        assertThat(ledger.target(SUPPORT).following().newest().orElseThrow().image())
                .isEqualTo(Samples.image("1.1.0", "2"));
    }

    @Test
    void everyTargetThatFailedIsInTheFailureAndCountedOnce() {
        PublishFailed failure = failure(AwsFailure.Kind.DENIED);
        assertThat(failure).hasMessageStartingWith("2 targets failed").hasCauseInstanceOf(AwsFailure.class);
        assertThat(failure.getSuppressed()).hasSize(1);
        assertThat(failure.isThrottled()).isFalse();
        assertThat(counted).containsExactly(Counted.PUBLISH_FAILURES);
    }

    @Test
    void whatAwsHadNoTimeForIsCountedOnceItIsGivenUp() {
        assertThat(failure(AwsFailure.Kind.THROTTLED).isThrottled()).isTrue();
        assertThat(counted).isEmpty();
        publisher.gaveUp();
        assertThat(counted).containsExactly(Counted.PUBLISH_FAILURES);
    }

    /** How a push fails of which ECR says nothing but this. */
    private PublishFailed failure(AwsFailure.Kind kind) {
        declare(CATALOG);
        Images failing = new Refusing("Images.find", "ecr:DescribeImages", kind).inFrontOf(Images.class, images);
        Publisher other = new Publisher(ledger, failing, projection, counted::add);
        return catchThrowableOfType(PublishFailed.class, () -> other.decide(Samples.image("1.1.0", "2"), Samples.NOON));
    }

    @Test
    void aParameterThatIsNoDeclarationIsNoneOfItsEvents() {
        TargetDeclaredHandler handler = new TargetDeclaredHandler(declarations, NAMES);
        for (String name :
                List.of("/slipway/local/images/support/live-image", NAMES.declarations() + "/Not-A-Target")) {
            String event = """
                    {"detail-type": "Parameter Store Change", "source": "aws.ssm", "account": "111122223333",
                     "region": "eu-central-1", "time": "%s", "detail": {"operation": "Update", "name": "%s"}}
                    """.formatted(Samples.NOON, name);
            assertThatExceptionOfType(BadEvent.class)
                    .isThrownBy(() -> handler.handleRequest(
                            new ByteArrayInputStream(event.getBytes(UTF_8)),
                            OutputStream.nullOutputStream(),
                            new FunctionContext("target-declared", "request")))
                    .withMessageContaining(name);
        }
    }

    private void declare(TargetName target) {
        parameters.put(NAMES.declaration(target), DECLARATION);
        declarations.changed(target, Samples.NOON);
    }

    private void push(String tag) {
        Tag pushed = new Tag(tag);
        Image said = images.find(FIRST.repository(), pushed)
                .map(Found::image)
                .orElseGet(() -> new Image(FIRST.repository(), pushed, FIRST.digest()));
        PublishHandlers.pushed(publisher, said, Samples.NOON);
    }

    private Decision latest() {
        return ledger.target(SUPPORT).decisions().getFirst();
    }
}
