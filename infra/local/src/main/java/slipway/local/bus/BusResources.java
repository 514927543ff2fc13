package slipway.local.bus;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import slipway.local.assembly.ResourceProvider;
import slipway.local.json.Json;
import slipway.local.json.Properties;

/** Makes buses and their policies from templates. */
public final class BusResources implements ResourceProvider {
    private static final Set<String> BUS = Set.of("Name", "Description", "Policy", "KmsKeyIdentifier", "Tags");
    private static final Set<String> POLICY = Set.of("EventBusName", "StatementId", "Statement");

    private final Bus bus;
    private final BiConsumer<String, JsonNode> policies;

    /** @param policies takes the ARN of a bus and the policy document that is attached to it */
    public BusResources(Bus bus, BiConsumer<String, JsonNode> policies) {
        this.bus = bus;
        this.policies = policies;
    }

    @Override
    public Set<String> types() {
        return Set.of("AWS::Events::EventBus", "AWS::Events::EventBusPolicy");
    }

    @Override
    public Made make(Wanted wanted) {
        return wanted.type().equals("AWS::Events::EventBus") ? bus(wanted) : policy(wanted);
    }

    private Made bus(Wanted wanted) {
        Properties properties = Properties.of(wanted, BUS);
        String name = properties.text("Name");
        String arn = bus.create(name);
        if (properties.has("Policy")) {
            policies.accept(arn, properties.get("Policy"));
        }
        return new Made(name, Map.of("Arn", arn, "Name", name));
    }

    private Made policy(Wanted wanted) {
        Properties properties = Properties.of(wanted, POLICY);
        JsonNode statement = properties.get("Statement");
        var document = Json.object().put("Version", "2012-10-17");
        document.putArray("Statement").add(statement);
        policies.accept(bus.arn(properties.text("EventBusName", Bus.DEFAULT)), document);
        return new Made(properties.text("StatementId"), Map.of());
    }
}
