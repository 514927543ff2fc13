package slipway.local.bus;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.Map;
import java.util.Set;
import slipway.local.assembly.ResourceProvider;
import slipway.local.edge.Statements;
import slipway.local.json.Properties;

/** Makes buses and their policies from templates. */
public final class BusResources implements ResourceProvider {
    private static final String BUS_TYPE = "AWS::Events::EventBus";
    private static final Set<String> BUS = Set.of("Name", "Description", "Policy", "KmsKeyIdentifier", "Tags");
    private static final Set<String> POLICY = Set.of("EventBusName", "StatementId", "Statement");

    private final Bus bus;
    private final Statements statements;

    /** @param statements of the buses' policies */
    public BusResources(Bus bus, Statements statements) {
        this.bus = bus;
        this.statements = statements;
    }

    @Override
    public Set<String> types() {
        return Set.of(BUS_TYPE, "AWS::Events::EventBusPolicy");
    }

    @Override
    public Made make(Wanted wanted) {
        return wanted.type().equals(BUS_TYPE) ? bus(wanted) : policy(wanted);
    }

    /** Only what is said about who may use a bus can change. */
    @Override
    public Made update(Wanted wanted, Wanted before, Made made) {
        if (wanted.differsIn("Name", before)) {
            return make(wanted);
        }
        statements(before).forEach((arn, all) -> all.forEach(statement -> statements.revoke(arn, statement)));
        return make(wanted);
    }

    @Override
    public void delete(Wanted was, Made made) {
        statements(was).forEach((arn, all) -> all.forEach(statement -> statements.revoke(arn, statement)));
        if (was.type().equals(BUS_TYPE)) {
            bus.buses().delete(made.physicalId());
        }
    }

    private Map<String, JsonNode> statements(Wanted wanted) {
        JsonNode properties = wanted.properties();
        return wanted.type().equals(BUS_TYPE)
                ? Map.of(bus.arn(properties.path("Name").asText()), properties.at("/Policy/Statement"))
                : Map.of(
                        bus.arn(properties.path("EventBusName").asText(Bus.DEFAULT)),
                        JsonNodeFactory.instance.arrayNode().add(properties.path("Statement")));
    }

    private Made bus(Wanted wanted) {
        Properties properties = Properties.of(wanted, BUS);
        String name = properties.text("Name");
        String arn = bus.create(name);
        for (JsonNode statement : properties.get("Policy").path("Statement")) {
            statements.allow(arn, statement);
        }
        return new Made(name, Map.of("Arn", arn, "Name", name));
    }

    private Made policy(Wanted wanted) {
        Properties properties = Properties.of(wanted, POLICY);
        statements.allow(bus.arn(properties.text("EventBusName", Bus.DEFAULT)), properties.get("Statement"));
        return new Made(properties.text("StatementId"), Map.of());
    }
}
