package slipway.local.lambda;

import java.util.HashMap;
import java.util.Map;
import slipway.local.edge.Identities;

/** The environment that Lambda gives a function, and nothing of this process's own. */
final class FunctionEnvironment {
    private FunctionEnvironment() {}

    static Map<String, String> of(
            FunctionSpec function, LambdaSettings settings, Identities.Key key, String runtimeApi) {
        Map<String, String> environment = new HashMap<>(function.environment());
        environment.putAll(Map.of(
                "AWS_LAMBDA_FUNCTION_NAME", function.name(),
                "AWS_LAMBDA_FUNCTION_VERSION", function.version(),
                "AWS_LAMBDA_FUNCTION_MEMORY_SIZE", String.valueOf(function.memory()),
                "AWS_LAMBDA_LOG_GROUP_NAME", function.logGroup(),
                "AWS_LAMBDA_LOG_STREAM_NAME", "[" + function.version() + "]" + key.accessKeyId(),
                "AWS_LAMBDA_LOG_FORMAT", function.logFormat(),
                "AWS_LAMBDA_INITIALIZATION_TYPE", "on-demand",
                "AWS_EXECUTION_ENV", "AWS_Lambda_java25",
                "_HANDLER", function.handler(),
                "LAMBDA_TASK_ROOT", function.code().taskRoot().toString()));
        environment.putAll(Map.of(
                "AWS_REGION", settings.place().region(),
                "AWS_DEFAULT_REGION", settings.place().region(),
                "AWS_ACCESS_KEY_ID", key.accessKeyId(),
                "AWS_SECRET_ACCESS_KEY", key.secretAccessKey(),
                "AWS_SESSION_TOKEN", key.sessionToken(),
                "AWS_ENDPOINT_URL", settings.endpoint().get(),
                "AWS_LAMBDA_RUNTIME_API", runtimeApi,
                "TZ", ":UTC",
                "LANG", "en_US.UTF-8",
                "PATH", "/usr/local/bin:/usr/bin:/bin"));
        return environment;
    }
}
