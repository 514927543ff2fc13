package slipway.local.bus;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import slipway.local.assembly.ResourceProvider;
import slipway.local.json.Properties;

/** Makes buses and their policies from templates. */
public final class BusResources implements ResourceProvider {
    private static final Set<String> BUS = Set.of("Name", "Description", "Policy", "KmsKeyIdentifier", "Tags");
    private static final Set<String> POLICY = Set.of("EventBusName", "StatementId", "Statement");

    private final Bus bus;
    private final BiConsumer<String, JsonNode> statements;

    /** @param statements takes the ARN of a bus and a statement that is added to its policy */
    public BusResources(Bus bus, BiConsumer<String, JsonNode> statements) {
        this.bus = bus;
        this.statements = statements;
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
        for (JsonNode statement : properties.get("Policy").path("Statement")) {
            statements.accept(arn, statement);
        }
        return new Made(name, Map.of("Arn", arn, "Name", name));
    }

    private Made policy(Wanted wanted) {
        Properties properties = Properties.of(wanted, POLICY);
        statements.accept(bus.arn(properties.text("EventBusName", Bus.DEFAULT)), properties.get("Statement"));
        return new Made(properties.text("StatementId"), Map.of());
    }
}
