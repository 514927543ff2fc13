package slipway.local.faults;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import slipway.local.edge.Answer;
import slipway.local.edge.AwsError;
import slipway.local.edge.Call;
import slipway.local.edge.Faults;
import slipway.local.edge.Incoming;
import slipway.local.edge.PlainHandler;
import slipway.local.edge.ServiceDouble;
import slipway.local.edge.Visitor;
import slipway.local.json.Json;

/**
 * Switches faults on and off and tells what struck how often, at {@value #PATH}: POST a rule, GET them all or one by its
 * id, DELETE them all or one. For whoever is on this machine, and for the administrator by a signature for {@code
 * slipway}.
 */
public final class FaultsService implements ServiceDouble, PlainHandler {
    public static final String PATH = "/_slipway/faults";

    private final Faults faults;

    public FaultsService(Faults faults) {
        this.faults = faults;
    }

    @Override
    public Set<String> signingNames() {
        return Set.of("slipway");
    }

    @Override
    public Set<String> operationNames() {
        return Set.of("SwitchFaults");
    }

    @Override
    public Answer answer(Call call) {
        try {
            call.authorize("slipway:SwitchFaults", "*");
            return answer(call.method(), call.path(), call.headers(), call.body());
        } catch (AwsError e) {
            return json(e.status(), Json.object().put("__type", e.code()).put("message", e.text()));
        }
    }

    @Override
    public Answer handle(Incoming request) throws IOException {
        Optional<String> refused = new Visitor(request.headers()).refusedCall();
        if (refused.isPresent()) {
            throw new AwsError(403, "AccessDeniedException", refused.get());
        }
        return answer(
                request.method(),
                request.path(),
                request.headers(),
                request.body().readAllBytes());
    }

    private Answer answer(String method, String path, Map<String, String> headers, byte[] body) {
        String id = path.substring(Math.min(PATH.length(), path.length())).replace("/", "");
        return switch (method + (id.isEmpty() ? "" : " one")) {
            case "POST" -> arm(headers, body);
            case "GET" -> json(200, all());
            case "GET one" -> json(200, FaultJson.write(find(id)));
            case "DELETE" -> disarmed(faults::disarmAll);
            case "DELETE one" -> disarmed(find(id)::disarm);
            default -> throw new AwsError(405, "MethodNotAllowed", "Use POST, GET or DELETE");
        };
    }

    private Answer arm(Map<String, String> headers, byte[] body) {
        if (!new Visitor(headers).sendsJson()) {
            throw new AwsError(415, "UnsupportedMediaType", "Content-Type must be application/json");
        }
        try {
            if (Json.read(new String(body, UTF_8)) instanceof ObjectNode rule) {
                return json(201, FaultJson.write(faults.arm(FaultJson.read(rule))));
            }
            throw new IllegalArgumentException("Not a JSON object");
        } catch (IllegalArgumentException e) {
            throw new AwsError(400, "ValidationException", String.valueOf(e.getMessage()));
        }
    }

    private ObjectNode all() {
        ObjectNode all = Json.object();
        ArrayNode list = all.putArray("faults");
        faults.armed().forEach(armed -> list.add(FaultJson.write(armed)));
        return all;
    }

    private Faults.Armed find(String id) {
        return faults.armed().stream()
                .filter(armed -> String.valueOf(armed.number()).equals(id))
                .findFirst()
                .orElseThrow(() -> new AwsError(404, "ResourceNotFoundException", "There is no fault '" + id + "'"));
    }

    private static Answer disarmed(Runnable done) {
        done.run();
        return new Answer(204, Map.of(), out -> {});
    }

    private static Answer json(int status, JsonNode body) {
        return Answer.of(status, "application/json", Json.write(body).getBytes(UTF_8));
    }
}
