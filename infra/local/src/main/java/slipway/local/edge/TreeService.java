package slipway.local.edge;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A service that speaks the query protocol, JSON and CBOR, its operations the same in all. Values that come in are texts
 * in the first and typed in the others. Its errors have the names that the query protocol knows.
 */
public abstract class TreeService implements ServiceDouble {
    private final ServiceDouble form = new Form();
    private final ServiceDouble json = new Json();

    /** The operations by name. */
    protected abstract Map<String, JsonService.Operation> operations();

    /** The XML namespace of the query protocol. */
    protected abstract String namespace();

    /** What JSON and CBOR call an error that the query protocol calls otherwise. */
    protected Map<String, String> errorShapes() {
        return Map.of();
    }

    /** A time, which each protocol writes in its own way. */
    public static JsonNode time(Instant instant) {
        return JsonNodeFactory.instance.pojoNode(instant);
    }

    @Override
    public final Set<String> operationNames() {
        return operations().keySet();
    }

    @Override
    public final Answer answer(Call call) {
        if (Cbor.isSpoken(call.headers())) {
            return cbor(call);
        }
        return (call.headers().containsKey("x-amz-target") ? json : form).answer(call);
    }

    private Answer cbor(Call call) {
        try {
            String name = Cbor.operation(call);
            JsonService.Operation operation = operations().get(name);
            if (operation == null) {
                throw Unknown.operation(call, name);
            }
            return Cbor.answer(200, operation.apply(call, Cbor.input(call)));
        } catch (AwsError e) {
            return Cbor.error(shaped(e)).with(JsonService.QUERY_ERROR, JsonService.queryError(e, e.code()));
        }
    }

    private AwsError shaped(AwsError e) {
        return new AwsError(e.status(), errorShapes().getOrDefault(e.code(), e.code()), e.text());
    }

    private final class Form extends QueryService {
        @Override
        public Set<String> signingNames() {
            return TreeService.this.signingNames();
        }

        @Override
        protected String namespace() {
            return TreeService.this.namespace();
        }

        @Override
        protected Map<String, QueryService.Operation> operations() {
            return TreeService.this.operations().entrySet().stream()
                    .collect(Collectors.toMap(Map.Entry::getKey, operation -> inXml(operation.getValue())));
        }

        private static QueryService.Operation inXml(JsonService.Operation operation) {
            return (call, form) -> {
                ObjectNode input = Trees.fromForm(form);
                input.remove("Action");
                input.remove("Version");
                return Trees.toXml(operation.apply(call, input));
            };
        }
    }

    private final class Json extends JsonService {
        @Override
        public Set<String> signingNames() {
            return TreeService.this.signingNames();
        }

        @Override
        protected Map<String, JsonService.Operation> operations() {
            return TreeService.this.operations().entrySet().stream()
                    .collect(Collectors.toMap(Map.Entry::getKey, operation -> inJson(operation.getValue())));
        }

        @Override
        Answer failed(Call call, AwsError e) {
            return error(call, shaped(e), e.code());
        }

        private static JsonService.Operation inJson(JsonService.Operation operation) {
            return (call, input) -> Trees.toJson(operation.apply(call, input));
        }
    }
}
