package slipway.local.dynamodb;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
    private final TableKeys keys;

    public TableProvider(Place place, Engine engine, TableKeys keys) {
        this.engine = engine;
        this.keys = keys;
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
        Optional<String> key = key(properties);
        properties
                .withoutEffect("BillingMode", "ProvisionedThroughput", "OnDemandThroughput", "WarmThroughput")
                .withoutEffect("WriteOnDemandThroughputSettings", "WriteProvisionedThroughputSettings")
                .withoutEffect("PointInTimeRecoverySpecification", "TimeToLiveSpecification")
                .withoutEffect("DeletionProtectionEnabled", "TableClass", "Tags", "ContributorInsightsSpecification")
                .refuseOthers();
        create(name, request);
        key.ifPresent(arn -> keys.encrypt(access.arn(name), arn));
        kept.made(name);
        return new Made(
                name,
                Map.of("Arn", access.arn(name), "TableId", UUID.randomUUID().toString()));
    }

    /** What can be indexed stays as it is; all else has no effect here, but the key. */
    @Override
    public Made update(Wanted wanted, Wanted before, Made made) {
        if (wanted.differsIn("TableName", before)) {
            return make(wanted);
        }
        SHAPE.stream()
                .filter(part -> wanted.differsIn(part, before))
                .findFirst()
                .ifPresent(part -> {
                    throw new IllegalArgumentException(
                            "The local cloud does not update the %s of an %s".formatted(part, wanted.type()));
                });
        key(new Properties(wanted)).ifPresent(arn -> keys.encrypt(access.arn(made.physicalId()), arn));
        return made;
    }

    @Override
    public void delete(Wanted was, Made made) {
        if (was.properties().path("DeletionProtectionEnabled").asBoolean(false)) {
            throw new IllegalArgumentException(
                    "Resource cannot be deleted as it is currently protected against deletion. Disable deletion"
                            + " protection first.");
        }
        kept.deleted(made.physicalId());
        ObjectNode request = JsonNodeFactory.instance.objectNode().put("TableName", made.physicalId());
        Engine.Reply reply = engine.call("DeleteTable", request.toString());
        if (reply.status() != 200 && !reply.body().contains("ResourceNotFoundException")) {
            throw new IllegalStateException(
                    "DynamoDB Local refused to delete %s: %s".formatted(made.physicalId(), reply.body()));
        }
    }

    /** The customer's key; empty where AWS's own encrypts. */
    private static Optional<String> key(Properties properties) {
        Properties encryption = properties.object("SSESpecification").withoutEffect("SSEEnabled", "SSEType");
        Optional<String> own = encryption.optional("KMSMasterKeyId");
        encryption.refuseOthers();
        // A global table names a key for each of its Regions.
        Optional<String> key = own.or(() -> properties
                .value("Replicas")
                .map(replicas -> replicas.at("/0/SSESpecification/KMSMasterKeyId"))
                .filter(JsonNode::isTextual)
                .map(JsonNode::asText));
        if (key.isPresent() && !key.get().startsWith("arn:")) {
            throw encryption.problem("KMSMasterKeyId", "is no ARN, by which alone the local cloud knows a table's key");
        }
        return key;
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
