package slipway.local.edge;

import java.util.Map;

/** How each service says that it is asked too often, and that it has failed itself: by the API models of AWS. */
final class ServiceErrors {
    private record Words(int throttledStatus, String throttled, String broken) {}

    private static final Words OTHERS = new Words(400, "ThrottlingException", "InternalFailure");
    private static final Map<String, Words> BY_PREFIX = Map.ofEntries(
            Map.entry("bedrock-agentcore", new Words(429, "ThrottlingException", "InternalServerException")),
            Map.entry("cloudformation", new Words(400, "Throttling", "InternalFailure")),
            Map.entry("cloudwatch", new Words(400, "Throttling", "InternalServiceError")),
            Map.entry("dynamodb", new Words(400, "ThrottlingException", "InternalServerError")),
            Map.entry("ecr", new Words(400, "ThrottlingException", "ServerException")),
            Map.entry("events", new Words(400, "ThrottlingException", "InternalException")),
            Map.entry("iam", new Words(400, "Throttling", "ServiceFailure")),
            Map.entry("kms", new Words(400, "ThrottlingException", "KMSInternalException")),
            Map.entry("lambda", new Words(429, "TooManyRequestsException", "ServiceException")),
            Map.entry("sns", new Words(429, "Throttled", "InternalError")),
            Map.entry("sqs", new Words(403, "RequestThrottled", "InternalError")),
            Map.entry("ssm", new Words(400, "ThrottlingException", "InternalServerError")),
            Map.entry("sts", new Words(400, "Throttling", "InternalFailure")));

    private ServiceErrors() {}

    /** @param action IAM's, which names the service */
    static AwsError throttled(String action) {
        Words words = of(action);
        return new AwsError(words.throttledStatus(), words.throttled(), "Rate exceeded");
    }

    static AwsError broken(String action) {
        return new AwsError(500, of(action).broken(), "An internal error occurred. Try again later.");
    }

    /** SQS says OverLimit to who receives, and throttles who sends. */
    static AwsError full(String action) {
        return action.equals("sqs:ReceiveMessage")
                ? new AwsError(403, "OverLimit", "The maximum number of in flight messages is reached.")
                : throttled(action);
    }

    private static Words of(String action) {
        return BY_PREFIX.getOrDefault(action.substring(0, Math.max(0, action.indexOf(':'))), OTHERS);
    }
}
