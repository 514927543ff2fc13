package slipway.local.lambda;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import slipway.local.edge.Answer;
import slipway.local.edge.AwsError;
import slipway.local.edge.RestJsonService;
import slipway.local.edge.RestRequest;
import slipway.local.edge.RestRoute;

/** Lambda's API, as far as invoking, looking and reserving concurrency go. */
public final class LambdaService extends RestJsonService {
    static final String FUNCTION = "/2015-03-31/functions/{FunctionName}";

    private final Lambdas lambdas;
    private final FunctionReads reads;
    private final AsyncReads async;
    private final ConcurrencyOperations concurrency;
    private final MappingReads mappings;

    public LambdaService(Lambdas lambdas, QueueMappings mappings) {
        this.lambdas = lambdas;
        this.reads = new FunctionReads(lambdas.functions());
        this.async = new AsyncReads(lambdas.functions());
        this.concurrency = new ConcurrencyOperations(lambdas.functions());
        this.mappings = new MappingReads(lambdas.functions(), mappings);
    }

    @Override
    public Set<String> signingNames() {
        return Set.of("lambda");
    }

    @Override
    protected List<RestRoute> routes() {
        return Stream.of(
                        List.of(new RestRoute("Invoke", "POST", FUNCTION + "/invocations", this::invoke)),
                        reads.routes(),
                        async.routes(),
                        concurrency.routes(),
                        mappings.routes())
                .flatMap(List::stream)
                .toList();
    }

    private Answer invoke(RestRequest request) {
        FunctionRef ref = ref(request);
        JsonNode payload = payload(request);
        request.call().authorize("lambda:InvokeFunction", lambdas.functions().arn(ref));
        Functions.Target target = lambdas.functions().target(ref);
        Trace trace = Trace.of(request.header(Trace.HEADER));
        String type = request.header("X-Amz-Invocation-Type").orElse("RequestResponse");
        int size = request.call().body().length;
        return switch (type) {
            case "RequestResponse" -> {
                PayloadLimit.SYNCHRONOUS.check(size);
                yield answer(target, lambdas.run(target, payload, trace));
            }
            case "Event" -> {
                PayloadLimit.ASYNCHRONOUS.check(size);
                String id = lambdas.accept(target, payload, trace);
                yield new Answer(202, Map.of("Content-Length", "0", "x-amzn-RequestId", id), out -> {});
            }
            case "DryRun" -> new Answer(204, Map.of(), out -> {});
            default ->
                throw new AwsError(
                        400,
                        "InvalidParameterValueException",
                        "Invalid invocation type: '%s'. Use RequestResponse, Event or DryRun.".formatted(type));
        };
    }

    private static Answer answer(Functions.Target target, InvokeResult result) {
        byte[] body = bytes(result.payload());
        Map<String, String> headers = new HashMap<>(Map.of(
                "Content-Type", "application/json",
                "Content-Length", String.valueOf(body.length),
                "X-Amz-Executed-Version", target.function().version()));
        if (result.functionError() != null) {
            headers.put("X-Amz-Function-Error", result.functionError());
        }
        return new Answer(200, headers, out -> out.write(body));
    }

    /** A page, or any other answer, as this protocol writes it. */
    static Answer ok(JsonNode body) {
        return json(200, body);
    }

    /** @throws AwsError when the name and the query name two different versions or aliases */
    static FunctionRef ref(RestRequest request) {
        FunctionRef named = FunctionRef.parse(request.label("FunctionName"));
        FunctionRef asked = named.withQualifier(request.query("Qualifier").orElse(null));
        if (named.qualifier() != null && !named.equals(asked)) {
            throw new AwsError(
                    400,
                    "InvalidParameterValueException",
                    "The derived qualifier from the function name does not match the specified qualifier.");
        }
        return asked;
    }

    private static JsonNode payload(RestRequest request) {
        byte[] body = request.call().body();
        try {
            return body.length == 0 ? JSON.createObjectNode() : JSON.readTree(body);
        } catch (IOException e) {
            throw new AwsError(
                    400,
                    "InvalidRequestContentException",
                    "Could not parse request body into json: " + new String(body, 0, Math.min(80, body.length), UTF_8));
        }
    }

    private static byte[] bytes(JsonNode json) {
        try {
            return JSON.writeValueAsBytes(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
