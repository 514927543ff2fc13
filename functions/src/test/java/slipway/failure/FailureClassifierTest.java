package slipway.failure;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import slipway.failure.AwsFailure.Kind;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.ecr.model.EcrException;

class FailureClassifierTest {
    @ParameterizedTest
    @CsvSource({
        "429, ThrottlingException, THROTTLED",
        "400, ThrottlingException, THROTTLED",
        "400, ProvisionedThroughputExceededException, THROTTLED",
        "400, TooManyUpdates, THROTTLED",
        "409, ConflictException, CONFLICT",
        "404, ResourceNotFoundException, NOT_FOUND",
        "400, RepositoryNotFoundException, NOT_FOUND",
        "403, AccessDeniedException, DENIED",
        "400, AccessDeniedException, DENIED",
        "403, ExpiredTokenException, UNAVAILABLE",
        "402, ServiceQuotaExceededException, QUOTA",
        "400, LimitExceededException, QUOTA",
        "400, ValidationException, INVALID",
        "500, InternalServerException, UNAVAILABLE",
        "503, '', UNAVAILABLE",
    })
    void saysWhatAnAnswerMeans(int status, String code, Kind kind) {
        assertThat(FailureClassifier.of("x:Do", status, code, "no").kind()).isEqualTo(kind);
    }

    @Test
    void readsAnSdksExceptionLikewise() {
        var message = "User: arn:aws:sts::111122223333:assumed-role/reader/session is not authorized to perform:"
                + " ecr:DescribeImages on resource: arn:aws:ecr:eu-central-1:111122223333:repository/agents/support";
        var failure = FailureClassifier.of((software.amazon.awssdk.core.exception.SdkException) EcrException.builder()
                .statusCode(400)
                .awsErrorDetails(AwsErrorDetails.builder()
                        .errorCode("AccessDeniedException")
                        .errorMessage(message)
                        .serviceName("Ecr")
                        .build())
                .build());
        assertThat(failure.kind()).isEqualTo(Kind.DENIED);
        assertThat(failure.action()).isEqualTo("ecr:DescribeImages");
        assertThat(failure.roleOrCaller()).isEqualTo("reader");
    }

    @Test
    void whatGotNoAnswerIsUnavailable() {
        var failure = FailureClassifier.of("ecr:DescribeImages", SdkClientException.create("Connection reset"));
        assertThat(failure.kind()).isEqualTo(Kind.UNAVAILABLE);
        assertThat(failure.isPassing()).isTrue();
        assertThat(failure).hasMessage("ecr:DescribeImages got no answer that can be read: Connection reset");
    }

    @Test
    void aMessageForgesNoLineAndStaysShort() {
        var failure = FailureClassifier.of("x:Do", 400, "Bad", "a\nERROR b" + "c".repeat(5_000));
        assertThat(failure.sentence()).doesNotContain("\n").hasSizeLessThan(600);
    }
}
