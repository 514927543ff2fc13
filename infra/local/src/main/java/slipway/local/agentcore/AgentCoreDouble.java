package slipway.local.agentcore;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import slipway.local.edge.Answer;
import slipway.local.edge.AwsError;
import slipway.local.edge.Call;
import slipway.local.edge.ServiceDouble;
import slipway.local.edge.Unknown;

/** AgentCore on the wire, both planes: they share a signing name and are told apart by path. */
public final class AgentCoreDouble implements ServiceDouble {
    private final List<Route> routes;

    public AgentCoreDouble(AgentCore core) {
        this.routes = Stream.concat(core.control().routes().stream(), core.data().routes().stream())
                .toList();
    }

    @Override
    public Set<String> signingNames() {
        return Set.of("bedrock-agentcore");
    }

    @Override
    public Set<String> operationNames() {
        return routes.stream().map(Route::name).collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public Answer answer(Call call) {
        try {
            for (Route route : routes) {
                Optional<Route.Request> request = route.match(call);
                if (request.isPresent()) {
                    return route.operation().apply(request.get());
                }
            }
            throw Unknown.route(call);
        } catch (AwsError e) {
            return error(e);
        }
    }

    private static Answer error(AwsError e) {
        ObjectNode problem = Json.object().put("message", e.text());
        if (e.code().equals("ValidationException")) {
            problem.put("reason", "FieldValidationFailed");
            if (!e.field().isEmpty()) {
                problem.putArray("fieldList").addObject().put("name", e.field()).put("message", e.text());
            }
        }
        byte[] body = Json.write(problem);
        Map<String, String> headers = Map.of(
                "Content-Type",
                "application/json",
                "Content-Length",
                String.valueOf(body.length),
                "x-amzn-ErrorType",
                e.code());
        return new Answer(e.status(), headers, out -> out.write(body));
    }
}
