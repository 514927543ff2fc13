package slipway.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import java.lang.reflect.Proxy;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import slipway.agentruntime.RuntimeId;
import slipway.image.Repository;
import slipway.target.TargetName;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;

/** A table whose items an older version wrote, as DynamoDB JSON, read as the ledger reads its table today. */
public final class OlderTable {
    private final Map<Key, Map<String, AttributeValue>> items = new LinkedHashMap<>();
    private final DynamoLedger table = new DynamoLedger(client(), "ledger");

    /** @param dynamoJson a list of items, each attribute under its type */
    public OlderTable(JsonNode dynamoJson) {
        for (JsonNode item : dynamoJson) {
            Map<String, AttributeValue> read = attributes(item);
            items.put(Key.of(read), read);
        }
    }

    private record Key(String pk, String sk) {
        static Key of(Map<String, AttributeValue> item) {
            return new Key(
                    Objects.requireNonNull(item.get("pk")).s(),
                    Objects.requireNonNull(item.get("sk")).s());
        }
    }

    /** In the place of all that the ledger holds. */
    public void replace(InMemoryLedger ledger) {
        ledger.lose();
        items.keySet().forEach(key -> {
            String id = key.pk().substring(key.pk().indexOf('#') + 1);
            switch (key.pk().substring(0, key.pk().length() - id.length())) {
                case "TARGET#" -> ledger.save(table.target(new TargetName(id)).withRevision(0));
                case "RUNTIME#" -> ledger.save(table.runtime(new RuntimeId(id)).withRevision(0));
                case "ROLLOUT#" -> rollout(ledger, new RolloutId(id), key.sk());
                case "REPOSITORY#" -> ledger.follow(repository(id), new TargetName(key.sk()));
                case "" -> ledger.declared(new TargetName(key.sk()));
                default -> throw new AssertionError("nobody reads " + key.pk());
            }
        });
    }

    private void rollout(InMemoryLedger ledger, RolloutId id, String sk) {
        if (sk.equals("STATE")) {
            ledger.save(table.rollout(id).orElseThrow().withRevision(0));
        } else {
            String[] verdict = sk.split("#", -1);
            ledger.keep(
                    table.verdict(id, verdict[1], Integer.parseInt(verdict[2])).orElseThrow());
        }
    }

    private static Repository repository(String id) {
        String[] parts = id.split("/", 3);
        return new Repository(parts[0], parts[1], parts[2]);
    }

    @SuppressWarnings("unchecked")
    private DynamoDbClient client() {
        return (DynamoDbClient) Proxy.newProxyInstance(
                OlderTable.class.getClassLoader(), new Class<?>[] {DynamoDbClient.class}, (_, method, arguments) -> {
                    if (!method.getName().equals("getItem")) {
                        throw new AssertionError("an older table is only read: " + method);
                    }
                    GetItemRequest.Builder request = GetItemRequest.builder();
                    ((Consumer<GetItemRequest.Builder>) arguments[0]).accept(request);
                    GetItemResponse.Builder answer = GetItemResponse.builder();
                    Optional.ofNullable(items.get(Key.of(request.build().key())))
                            .ifPresent(answer::item);
                    return answer.build();
                });
    }

    private static Map<String, AttributeValue> attributes(JsonNode members) {
        Map<String, AttributeValue> all = new LinkedHashMap<>();
        members.properties().forEach(member -> all.put(member.getKey(), attribute(member.getValue())));
        return all;
    }

    private static AttributeValue attribute(JsonNode typed) {
        Map.Entry<String, JsonNode> value = typed.properties().iterator().next();
        return switch (value.getKey()) {
            case "M" -> AttributeValue.fromM(attributes(value.getValue()));
            case "L" ->
                AttributeValue.fromL(value.getValue()
                        .valueStream()
                        .map(OlderTable::attribute)
                        .toList());
            case "S" -> AttributeValue.fromS(value.getValue().asText());
            case "N" -> AttributeValue.fromN(value.getValue().asText());
            case "BOOL" -> AttributeValue.fromBool(value.getValue().asBoolean());
            default -> throw new AssertionError("the ledger writes no attribute of type " + value.getKey());
        };
    }
}
