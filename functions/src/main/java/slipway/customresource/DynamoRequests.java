package slipway.customresource;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import slipway.customresource.KeptRequest.Status;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

/** Requests in a DynamoDB table of their own, read consistently, each for some days. */
public final class DynamoRequests implements Requests {
    private static final int SCHEMA = 1;
    /** CloudFormation delivers no request again after so long; people may still want to see that there was one. */
    private static final Duration KEPT = Duration.ofDays(7);

    private final DynamoDbClient dynamo;
    private final String table;

    public DynamoRequests(DynamoDbClient dynamo, String table) {
        this.dynamo = dynamo;
        this.table = table;
    }

    @Override
    public Optional<KeptRequest> find(String key) {
        var answer = dynamo.getItem(r -> r.tableName(table).consistentRead(true).key(Map.of("key", text(key))));
        return answer.hasItem() ? Optional.of(read(answer.item())) : Optional.empty();
    }

    @Override
    public KeptRequest keep(KeptRequest fresh) {
        KeptRequest first = fresh.withRevision(1);
        try {
            dynamo.putItem(r -> r.tableName(table)
                    .item(item(first))
                    .conditionExpression("attribute_not_exists(#key)")
                    .expressionAttributeNames(Map.of("#key", "key")));
            return first;
        } catch (ConditionalCheckFailedException e) {
            return find(fresh.key()).orElseThrow(() -> new RequestConflict(fresh.key()));
        }
    }

    @Override
    public KeptRequest save(KeptRequest request) {
        KeptRequest next = request.withRevision(request.revision() + 1);
        try {
            dynamo.putItem(r -> r.tableName(table)
                    .item(item(next))
                    .conditionExpression("revision = :read")
                    .expressionAttributeValues(Map.of(":read", number(request.revision()))));
            return next;
        } catch (ConditionalCheckFailedException e) {
            throw new RequestConflict(request.key());
        }
    }

    private static Map<String, AttributeValue> item(KeptRequest request) {
        Map<String, AttributeValue> item = new HashMap<>();
        item.put("key", text(request.key()));
        item.put("schema", number(SCHEMA));
        item.put("revision", number(request.revision()));
        item.put("status", text(request.status().name()));
        item.put("asked", text(request.asked()));
        item.put("logicalId", text(request.logicalId()));
        item.put("at", text(request.at().toString()));
        item.put("expires", number(request.at().plus(KEPT).getEpochSecond()));
        item.put("sealed", text(request.sealed()));
        item.put("progress", text(request.progress()));
        return item;
    }

    private static KeptRequest read(Map<String, AttributeValue> item) {
        return new KeptRequest(
                member(item, "key").s(),
                Long.parseLong(member(item, "revision").n()),
                Status.valueOf(member(item, "status").s()),
                member(item, "asked").s(),
                member(item, "logicalId").s(),
                Instant.parse(member(item, "at").s()),
                member(item, "sealed").s(),
                member(item, "progress").s());
    }

    private static AttributeValue member(Map<String, AttributeValue> item, String name) {
        AttributeValue value = item.get(name);
        if (value == null) {
            throw new IllegalStateException("the item of a request has no " + name);
        }
        return value;
    }

    private static AttributeValue text(String value) {
        return AttributeValue.fromS(value);
    }

    private static AttributeValue number(long value) {
        return AttributeValue.fromN(String.valueOf(value));
    }
}
