package slipway.port;

import com.amazonaws.services.lambda.runtime.ClientContext;
import com.amazonaws.services.lambda.runtime.CognitoIdentity;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;
import java.util.function.IntSupplier;

/** What Lambda tells a function about itself and about one request. */
public record FunctionContext(String function, String request, IntSupplier remainingMillis) implements Context {
    public FunctionContext(String function, String request) {
        this(function, request, () -> 30_000);
    }

    @Override
    public String getAwsRequestId() {
        return request;
    }

    @Override
    public String getFunctionName() {
        return function;
    }

    @Override
    public String getFunctionVersion() {
        return "1";
    }

    @Override
    public String getInvokedFunctionArn() {
        return "arn:aws:lambda:eu-central-1:111122223333:function:" + function + ":live";
    }

    @Override
    public int getMemoryLimitInMB() {
        return 512;
    }

    @Override
    public int getRemainingTimeInMillis() {
        return remainingMillis.getAsInt();
    }

    @Override
    public String getLogGroupName() {
        return "/aws/lambda/" + function;
    }

    @Override
    public String getLogStreamName() {
        throw unused();
    }

    @Override
    public CognitoIdentity getIdentity() {
        throw unused();
    }

    @Override
    public ClientContext getClientContext() {
        throw unused();
    }

    @Override
    public LambdaLogger getLogger() {
        throw unused();
    }

    private static UnsupportedOperationException unused() {
        return new UnsupportedOperationException("no handler asks for it");
    }
}
