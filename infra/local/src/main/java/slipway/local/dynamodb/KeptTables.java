package slipway.local.dynamodb;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import slipway.local.state.Kept;

/** The items of every table of a template; a table has them again as soon as it is made again. */
public final class KeptTables implements Kept {
    private final Engine engine;
    private final Set<String> tables = new ConcurrentSkipListSet<>();
    private final Map<String, JsonNode> waiting = new ConcurrentHashMap<>();

    KeptTables(Engine engine) {
        this.engine = engine;
    }

    /** The table is there now. */
    void made(String table) {
        for (JsonNode item : waiting.getOrDefault(table, JSON.createArrayNode())) {
            ObjectNode put = JSON.createObjectNode().put("TableName", table);
            put.set("Item", item);
            answered("PutItem", put);
        }
        tables.add(table);
        waiting.remove(table);
    }

    /** The table is to be gone. */
    void deleted(String table) {
        tables.remove(table);
    }

    @Override
    public String name() {
        return "tables";
    }

    @Override
    public JsonNode contents() {
        ObjectNode all = JSON.createObjectNode();
        waiting.forEach(all::set);
        // Somebody may have deleted one.
        tables.stream().filter(this::isThere).forEach(table -> all.set(table, items(table)));
        return all;
    }

    private boolean isThere(String table) {
        String request = JSON.createObjectNode().put("TableName", table).toString();
        return engine.call("DescribeTable", request).status() == 200;
    }

    private ArrayNode items(String table) {
        ArrayNode items = JSON.createArrayNode();
        ObjectNode scan = JSON.createObjectNode().put("TableName", table).put("ConsistentRead", true);
        JsonNode page;
        do {
            page = answered("Scan", scan);
            items.addAll((ArrayNode) page.path("Items"));
            scan.set("ExclusiveStartKey", page.path("LastEvaluatedKey"));
        } while (page.has("LastEvaluatedKey"));
        return items;
    }

    private JsonNode answered(String operation, ObjectNode request) {
        Engine.Reply reply = engine.call(operation, request.toString());
        if (reply.status() != 200) {
            throw new IllegalStateException("DynamoDB Local refused %s for %s: %s"
                    .formatted(operation, request.path("TableName").asText(), reply.body()));
        }
        try {
            return JSON.readTree(reply.body());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("DynamoDB Local does not answer with JSON", e);
        }
    }

    @Override
    public void restore(JsonNode contents) {
        contents.properties().forEach(table -> waiting.put(table.getKey(), table.getValue()));
    }
}
