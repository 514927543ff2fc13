package slipway.local.lambda;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import slipway.local.assembly.Properties;
import slipway.local.assembly.ResourceProvider;
import slipway.local.edge.AwsError;
import slipway.local.edge.Statements;

/** Makes what leads to functions: permissions, asynchronous settings, queues as event sources. */
public final class InvocationProvider implements ResourceProvider {
    private static final String PERMISSION = "AWS::Lambda::Permission";
    private static final String ASYNC = "AWS::Lambda::EventInvokeConfig";
    private static final String MAPPING = "AWS::Lambda::EventSourceMapping";
    private static final int OLDEST_EVENT =
            Math.toIntExact(AsyncSettings.DEFAULT.maximumAge().toSeconds());

    private final Functions functions;
    private final QueueMappings mappings;
    private final LambdaSettings settings;
    private final Statements policies;

    /** @param policies of the functions, by their ARNs with qualifiers */
    public InvocationProvider(Lambdas lambdas, QueueMappings mappings, LambdaSettings settings, Statements policies) {
        this.functions = lambdas.functions();
        this.mappings = mappings;
        this.settings = settings;
        this.policies = policies;
    }

    @Override
    public Set<String> types() {
        return Set.of(PERMISSION, ASYNC, MAPPING);
    }

    @Override
    public Made make(Wanted wanted) {
        Properties properties = new Properties(wanted);
        String id = wanted.stack() + "-" + wanted.logicalId();
        return switch (wanted.type()) {
            case PERMISSION -> permission(properties, id);
            case ASYNC -> async(properties, id);
            default -> mapping(properties, UUID.randomUUID().toString());
        };
    }

    @Override
    public Made update(Wanted wanted, Wanted before, Made made) {
        delete(before, made);
        return wanted.type().equals(MAPPING) ? mapping(new Properties(wanted), made.physicalId()) : make(wanted);
    }

    @Override
    public void delete(Wanted was, Made made) {
        Properties properties = new Properties(was);
        FunctionRef function = FunctionRef.parse(properties.text("FunctionName"));
        switch (was.type()) {
            case PERMISSION -> {
                ObjectNode statement = statement(properties, made.physicalId());
                functions.forbid(function, statement);
                policies.revoke(functions.arn(function), statement);
            }
            case ASYNC -> functions.forgetAsync(function.name(), properties.text("Qualifier"));
            default -> mappings.remove(made.physicalId());
        }
    }

    private Made permission(Properties properties, String id) {
        FunctionRef ref = FunctionRef.parse(properties.text("FunctionName"));
        ObjectNode statement = statement(properties, id);
        properties.refuseOthers();
        functions.permit(ref, statement);
        policies.allow(functions.arn(ref), statement);
        return new Made(id, Map.of("Id", id));
    }

    private ObjectNode statement(Properties properties, String id) {
        String function = functions.arn(FunctionRef.parse(properties.text("FunctionName")));
        String principal = properties.text("Principal");
        ObjectNode statement =
                JsonNodeFactory.instance.objectNode().put("Sid", id).put("Effect", "Allow");
        statement.putObject("Principal").put(principal.endsWith(".amazonaws.com") ? "Service" : "AWS", principal);
        statement.put("Action", properties.text("Action")).put("Resource", function);
        Optional<String> sourceArn = properties.optional("SourceArn");
        Optional<String> sourceAccount = properties.optional("SourceAccount");
        sourceArn.ifPresent(arn -> condition(statement, "ArnLike", "AWS:SourceArn", arn));
        sourceAccount.ifPresent(account -> condition(statement, "StringEquals", "AWS:SourceAccount", account));
        properties
                .optional("FunctionUrlAuthType")
                .ifPresent(type -> condition(statement, "StringEquals", "lambda:FunctionUrlAuthType", type));
        if (properties.flag("InvokedViaFunctionUrl", false)) {
            condition(statement, "Bool", "lambda:InvokedViaFunctionUrl", "true");
        }
        return statement;
    }

    private static void condition(ObjectNode statement, String operator, String key, String value) {
        statement.withObject("Condition").withObject(operator).put(key, value);
    }

    private Made async(Properties properties, String id) {
        String name = FunctionRef.parse(properties.text("FunctionName")).name();
        String qualifier = properties.text("Qualifier");
        Properties destinations = properties.object("DestinationConfig");
        AsyncSettings configured = new AsyncSettings(
                within(properties, "MaximumRetryAttempts", AsyncSettings.DEFAULT.retries(), 0, 2),
                Duration.ofSeconds(within(properties, "MaximumEventAgeInSeconds", OLDEST_EVENT, 60, OLDEST_EVENT)),
                destination(destinations.object("OnSuccess")),
                destination(destinations.object("OnFailure")));
        destinations.refuseOthers();
        properties.refuseOthers();
        FunctionRef ref = new FunctionRef(name, qualifier);
        Stream.of(configured.onSuccess(), configured.onFailure())
                .filter(Objects::nonNull)
                .forEach(arn -> mayUse(ref, Destinations.action(arn).orElseThrow(), arn));
        functions.async(name, qualifier, configured);
        return new Made(id, Map.of());
    }

    private static int within(Properties properties, String name, int otherwise, int least, int most) {
        int number = properties.number(name, otherwise);
        if (number < least || number > most) {
            throw properties.problem(name, "is %d, not %d to %d".formatted(number, least, most));
        }
        return number;
    }

    private static @Nullable String destination(Properties destination) {
        Optional<String> arn = destination.optional("Destination");
        if (arn.flatMap(Destinations::action).isEmpty() && arn.isPresent()) {
            throw destination.problem("Destination", "is neither a queue nor a topic, a function or a bus");
        }
        destination.refuseOthers();
        return arn.orElse(null);
    }

    private Made mapping(Properties properties, String id) {
        FunctionRef function = FunctionRef.parse(properties.text("FunctionName"));
        int window = within(properties, "MaximumBatchingWindowInSeconds", 0, 0, 300);
        QueueMapping mapping = new QueueMapping(
                properties.text("EventSourceArn"),
                function,
                within(properties, "BatchSize", 10, 1, window == 0 ? 10 : 10_000),
                Duration.ofSeconds(window),
                properties.texts("FunctionResponseTypes").contains("ReportBatchItemFailures"),
                concurrency(properties.object("ScalingConfig")));
        boolean enabled = properties.flag("Enabled", true);
        properties.withoutEffect("Tags", "KmsKeyArn").refuseOthers();
        QueueMapping.ACTIONS.forEach(action -> mayUse(function, action, mapping.queueArn()));
        mappings.add(id, mapping, enabled);
        String arn = functions.place().arn("lambda", "event-source-mapping:" + id);
        return new Made(id, Map.of("Id", id, "EventSourceMappingArn", arn));
    }

    private int concurrency(Properties scaling) {
        int most = within(scaling, "MaximumConcurrency", settings.concurrency(), 2, 1000);
        scaling.refuseOthers();
        return most;
    }

    /** Lambda asks when the resource is made, so that a role that lacks something fails the deployment. */
    private void mayUse(FunctionRef ref, String action, String queue) {
        FunctionSpec function = functions.target(ref).function();
        try {
            settings.authorizer().authorize(function.role(), action, queue, Map.of());
        } catch (AwsError e) {
            throw new IllegalArgumentException(
                    "The function's execution role does not have permissions to call %s on %s: %s"
                            .formatted(action, queue, e.text()),
                    e);
        }
    }
}
