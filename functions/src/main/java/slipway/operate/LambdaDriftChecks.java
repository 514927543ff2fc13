package slipway.operate;

import com.fasterxml.jackson.databind.node.ObjectNode;
import slipway.failure.FailureClassifier;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvocationType;

/** The drift check's function, invoked asynchronously: Lambda tries again what fails, and keeps what goes on failing. */
final class LambdaDriftChecks implements DriftChecks {
    private final LambdaClient lambda;
    private final String alias;

    /** @param alias the ARN of the function's alias */
    LambdaDriftChecks(LambdaClient lambda, String alias) {
        this.lambda = lambda;
        this.alias = alias;
    }

    @Override
    public void begin(ObjectNode input) {
        SdkBytes payload = SdkBytes.fromUtf8String(input.toString());
        try {
            lambda.invoke(r ->
                    r.functionName(alias).invocationType(InvocationType.EVENT).payload(payload));
        } catch (SdkException e) {
            throw FailureClassifier.of("lambda:InvokeFunction", e);
        }
    }
}
