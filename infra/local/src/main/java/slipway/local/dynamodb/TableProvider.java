package slipway.local.dynamodb;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import slipway.local.assembly.Properties;
import slipway.local.assembly.ResourceProvider;
import slipway.local.edge.Place;
import slipway.local.state.Kept;

/** Makes tables: keys and indexes. What it accepts without an effect is named here. */
public final class TableProvider implements ResourceProvider {
    private static final List<String> SHAPE =
            List.of("KeySchema", "AttributeDefinitions", "LocalSecondaryIndexes", "GlobalSecondaryIndexes");

    private final Engine engine;
    private final Access access;
    private final KeptTables kept;

    public TableProvider(Place place, Engine engine) {
        this.engine = engine;
        this.access = new Access(place);
        this.kept = new KeptTables(engine);
    }

    /** The items of the tables that it made, for who keeps them. */
    public Kept kept() {
        return kept;
    }

    @Override
    public Set<String> types() {
        return Set.of("AWS::DynamoDB::Table", "AWS::DynamoDB::GlobalTable");
    }

    @Override
    public Made make(Wanted wanted) {
        Properties properties = new Properties(wanted);
        String name = properties.optional("TableName").orElse(wanted.stack() + "-" + wanted.logicalId());
        ObjectNode request = JsonNodeFactory.instance.objectNode().put("TableName", name);
        // Capacity is not counted on one machine: every table is on demand, whatever the template pays for.
        request.put("BillingMode", "PAY_PER_REQUEST");
        SHAPE.forEach(part -> properties.value(part).ifPresent(value -> request.set(part, withoutCapacity(value))));
        if (properties.value("Replicas").map(JsonNode::size).orElse(1) != 1) {
            throw properties.problem("Replicas", "names more than one Region: the local cloud has one");
        }
        properties
                .withoutEffect("BillingMode", "ProvisionedThroughput", "OnDemandThroughput", "WarmThroughput")
                .withoutEffect("WriteOnDemandThroughputSettings", "WriteProvisionedThroughputSettings")
                .withoutEffect("SSESpecification", "PointInTimeRecoverySpecification", "TimeToLiveSpecification")
                .withoutEffect("DeletionProtectionEnabled", "TableClass", "Tags", "ContributorInsightsSpecification")
                .refuseOthers();
        create(name, request);
        kept.made(name);
        return new Made(
                name,
                Map.of("Arn", access.arn(name), "TableId", UUID.randomUUID().toString()));
    }

    private static JsonNode withoutCapacity(JsonNode part) {
        JsonNode copy = part.deepCopy();
        copy.forEach(element -> {
            if (element instanceof ObjectNode index) {
                index.remove(List.of(
                        "ProvisionedThroughput",
                        "OnDemandThroughput",
                        "WarmThroughput",
                        "ContributorInsightsSpecification",
                        "WriteOnDemandThroughputSettings"));
            }
        });
        return copy;
    }

    private void create(String name, ObjectNode request) {
        Engine.Reply reply = engine.call("CreateTable", request.toString());
        if (reply.status() != 200) {
            throw new IllegalStateException("DynamoDB Local refused the table %s: %s".formatted(name, reply.body()));
        }
    }
}
