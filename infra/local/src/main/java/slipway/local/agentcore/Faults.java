package slipway.local.agentcore;

import slipway.local.edge.AwsError;

/** The service's errors, in its words. */
final class Faults {
    private Faults() {}

    static AwsError invalid(String message) {
        return new AwsError(400, "ValidationException", message);
    }

    /** The same, naming the member that does not fit. */
    static AwsError invalid(String field, String message) {
        return new AwsError(400, "ValidationException", message, field);
    }

    static AwsError quota(String message) {
        return new AwsError(402, "ServiceQuotaExceededException", message);
    }

    static AwsError denied(String message) {
        return new AwsError(403, "AccessDeniedException", message);
    }

    static AwsError notFound(String what) {
        return new AwsError(404, "ResourceNotFoundException", what + " does not exist");
    }

    static AwsError conflict(String message) {
        return new AwsError(409, "ConflictException", message);
    }

    /** The container answered an error or nothing at all. */
    static AwsError runtime(int code) {
        return new AwsError(
                424,
                "RuntimeClientError",
                "Received error (%d) from runtime. Please check your CloudWatch logs for more information."
                        .formatted(code));
    }

    /** The container ended before it was healthy. */
    static AwsError notStarted() {
        return new AwsError(
                424,
                "RuntimeClientError",
                "An error occurred when starting the runtime. Please check your CloudWatch logs for more information.");
    }

    /** The container did not become healthy in time. */
    static AwsError startedTooSlowly() {
        return new AwsError(
                424,
                "RuntimeClientError",
                "Runtime initialization time exceeded. Please make sure that initialization completes in 120s.");
    }

    static AwsError throttled() {
        return new AwsError(429, "ThrottlingException", "Rate exceeded");
    }
}
