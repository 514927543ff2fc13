package slipway.local.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import slipway.local.assembly.Properties;
import slipway.local.assembly.ResourceProvider;
import slipway.local.edge.AwsError;
import slipway.local.edge.Caller;

/** Makes functions. */
public final class FunctionProvider implements ResourceProvider {
    private final Functions functions;
    private final LambdaSettings settings;
    private final Code code;
    private final Function<String, Path> assets;

    /** @param assets the file or folder of an asset, by its {@code S3Key} */
    public FunctionProvider(Lambdas lambdas, LambdaSettings settings, Function<String, Path> assets) {
        this.functions = lambdas.functions();
        this.settings = settings;
        this.code = new Code(settings.kept());
        this.assets = assets;
    }

    @Override
    public Set<String> types() {
        return Set.of("AWS::Lambda::Function");
    }

    @Override
    public Made make(Wanted wanted) {
        Properties properties = new Properties(wanted);
        FunctionSpec function = spec(wanted, properties);
        // Processors, tracing and keys are Amazon's.
        properties
                .withoutEffect("TracingConfig", "KmsKeyArn")
                .withoutEffect("EphemeralStorage")
                .refuseOthers();
        functions.put(function);
        int reserved = properties.number("ReservedConcurrentExecutions", -1);
        functions
                .target(new FunctionRef(function.name(), null))
                .reservation()
                .set(reserved < 0 ? OptionalInt.empty() : OptionalInt.of(reserved));
        return new Made(function.name(), Map.of("Arn", function.arn()));
    }

    /** In its place, or, under another name, a new one. */
    @Override
    public Made update(Wanted wanted, Wanted before, Made made) {
        return make(wanted);
    }

    @Override
    public void delete(Wanted was, Made made) {
        functions.delete(made.physicalId());
    }

    private FunctionSpec spec(Wanted wanted, Properties properties) {
        if (!properties.text("Runtime").equals("java25")) {
            throw properties.problem("Runtime", "is not java25, the only one of the local cloud");
        }
        String name = properties.optional("FunctionName").orElse(wanted.stack() + "-" + wanted.logicalId());
        Properties logging = properties.object("LoggingConfig").withoutEffect("ApplicationLogLevel", "SystemLogLevel");
        FunctionSpec function = new FunctionSpec(
                name,
                functions.arn(new FunctionRef(name, null)),
                FunctionSpec.LATEST,
                code(properties.object("Code")),
                properties.text("Handler"),
                Duration.ofSeconds(properties.number("Timeout", 3)),
                properties.number("MemorySize", 128),
                environment(properties.object("Environment")),
                role(properties.text("Role"), name),
                logging.optional("LogGroup").orElse("/aws/lambda/" + name),
                logging.optional("LogFormat").orElse("Text"),
                concurrency(properties),
                deadLetters(properties.object("DeadLetterConfig")),
                properties.optional("RecursiveLoop").orElse("Terminate").equals("Allow"),
                traits(properties));
        logging.refuseOthers();
        return function;
    }

    private static @Nullable String deadLetters(Properties config) {
        Optional<String> arn = config.optional("TargetArn");
        if (arn.isPresent() && !arn.get().matches("arn:aws:(sqs|sns):.*")) {
            throw config.problem("TargetArn", "is neither a queue nor a topic");
        }
        config.refuseOthers();
        return arn.orElse(null);
    }

    private FunctionTraits traits(Properties properties) {
        Map<String, String> tags = new TreeMap<>();
        properties
                .value("Tags")
                .ifPresent(list -> list.forEach(tag ->
                        tags.put(tag.path("Key").asText(), tag.path("Value").asText())));
        List<String> architectures = properties.texts("Architectures");
        Properties snapStart = properties.object("SnapStart");
        return new FunctionTraits(
                properties.optional("Description").orElse(""),
                architectures.isEmpty() ? List.of("x86_64") : architectures,
                snapStart.optional("ApplyOn").orElse("None").equals("PublishedVersions"),
                tags,
                settings.clock().instant());
    }

    private Caller.RoleSession role(String role, String function) {
        String arn = functions.arn(new FunctionRef(function, null));
        try {
            return settings.roles().assume(role, new Caller.ServicePrincipal("lambda.amazonaws.com", arn), function);
        } catch (AwsError e) {
            throw new IllegalArgumentException(
                    "The role defined for the function cannot be assumed by Lambda: " + e.text(), e);
        }
    }

    private int concurrency(Properties properties) {
        return Math.max(
                1,
                Math.min(
                        settings.concurrency(),
                        properties.number("ReservedConcurrentExecutions", settings.concurrency())));
    }

    private Deployable code(Properties where) {
        Path asset = assets.apply(where.text("S3Key"));
        where.withoutEffect("S3Bucket").refuseOthers();
        return code.of(asset);
    }

    private static Map<String, String> environment(Properties environment) {
        Map<String, String> variables = new TreeMap<>();
        environment.value("Variables").ifPresent(given -> {
            for (Map.Entry<String, JsonNode> variable : given.properties()) {
                variables.put(variable.getKey(), variable.getValue().asText());
            }
        });
        environment.refuseOthers();
        return variables;
    }
}
