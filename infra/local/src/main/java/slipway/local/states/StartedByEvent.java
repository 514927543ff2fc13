package slipway.local.states;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import slipway.local.edge.Authorizer;
import slipway.local.edge.Caller;
import slipway.local.edge.Place;
import slipway.local.edge.Receiver;
import slipway.local.json.Json;

/** State machines as targets: what a rule or a schedule hands over is the input of a new execution. */
public final class StartedByEvent implements Receiver {
    private final StateMachines machines;
    private final Place place;
    private final Authorizer authorizer;

    public StartedByEvent(StateMachines machines, Place place, Authorizer authorizer) {
        this.machines = machines;
        this.place = place;
        this.authorizer = authorizer;
    }

    @Override
    public boolean receives(String arn) {
        return arn.startsWith(place.arn("states", "stateMachine:"));
    }

    @Override
    public void receive(String arn, JsonNode event, Caller from) {
        authorizer.authorize(from, "states:StartExecution", arn, Map.of());
        machines.start(arn, null, Json.write(event));
    }
}
