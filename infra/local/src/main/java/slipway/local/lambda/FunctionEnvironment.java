package slipway.local.lambda;

import java.util.HashMap;
import java.util.Map;
import slipway.local.edge.Identities;

/** The environment that Lambda gives a function, and nothing of this process's own. */
final class FunctionEnvironment {
    private FunctionEnvironment() {}

    static Map<String, String> of(FunctionSpec function, LambdaSettings settings, Identities.Key key, RuntimeApi api) {
        Map<String, String> environment = new HashMap<>(function.environment());
        environment.putAll(Map.of(
                "AWS_LAMBDA_FUNCTION_NAME", function.name(),
                "AWS_LAMBDA_FUNCTION_VERSION", function.version(),
                "AWS_LAMBDA_FUNCTION_MEMORY_SIZE", String.valueOf(function.memory()),
                "AWS_LAMBDA_LOG_GROUP_NAME", function.logGroup(),
                "AWS_LAMBDA_LOG_STREAM_NAME", "[" + function.version() + "]" + key.accessKeyId(),
                "AWS_LAMBDA_LOG_FORMAT", function.logFormat(),
                "AWS_LAMBDA_INITIALIZATION_TYPE", function.isRestored() ? "snap-start" : "on-demand",
                "AWS_EXECUTION_ENV", "AWS_Lambda_java25",
                "_HANDLER", function.handler(),
                "LAMBDA_TASK_ROOT", function.code().taskRoot().toString()));
        environment.putAll(Map.of(
                "AWS_REGION", settings.place().region(),
                "AWS_DEFAULT_REGION", settings.place().region(),
                "AWS_ENDPOINT_URL", settings.endpoint().get(),
                "AWS_LAMBDA_RUNTIME_API", api.address(),
                "TZ", ":UTC",
                "LANG", "en_US.UTF-8",
                "PATH", "/usr/local/bin:/usr/bin:/bin"));
        environment.putAll(credentials(function, key, api));
        return environment;
    }

    /** A snapshot must not keep a key: what comes from one asks for it. */
    private static Map<String, String> credentials(FunctionSpec function, Identities.Key key, RuntimeApi api) {
        return function.isRestored()
                ? Map.of(
                        "AWS_CONTAINER_CREDENTIALS_FULL_URI",
                        "http://" + api.address() + RuntimeApi.CREDENTIALS,
                        "AWS_CONTAINER_AUTHORIZATION_TOKEN",
                        api.token())
                : Map.of(
                        "AWS_ACCESS_KEY_ID", key.accessKeyId(),
                        "AWS_SECRET_ACCESS_KEY", key.secretAccessKey(),
                        "AWS_SESSION_TOKEN", key.sessionToken());
    }
}
