package slipway.local.dynamodb;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import slipway.local.edge.AwsError;
import slipway.local.edge.Place;

/** Which permissions an operation needs, on which tables and indexes. */
final class Access {
    private static final Set<String> ON_A_TABLE = Set.of(
            "GetItem",
            "PutItem",
            "UpdateItem",
            "DeleteItem",
            "DescribeTable",
            "DescribeTimeToLive",
            "CreateTable",
            "UpdateTable",
            "UpdateTimeToLive",
            "DeleteTable");
    private static final Map<String, String> IN_A_TRANSACTION = Map.of(
            "ConditionCheck", "dynamodb:ConditionCheckItem",
            "Put", "dynamodb:PutItem",
            "Update", "dynamodb:UpdateItem",
            "Delete", "dynamodb:DeleteItem",
            "Get", "dynamodb:GetItem");

    private static final Set<String> ON_SEVERAL = Set.of(
            "Query", "Scan", "BatchGetItem", "BatchWriteItem", "TransactGetItems", "TransactWriteItems", "ListTables");
    /** What is let through at all. */
    static final Set<String> OPERATIONS =
            Stream.of(ON_A_TABLE, ON_SEVERAL).flatMap(Set::stream).collect(Collectors.toUnmodifiableSet());

    /** One thing that the caller must be allowed. */
    record Need(String action, String resource) {
        /** Whether it reads or writes what is encrypted, and not only the table's settings. */
        boolean isOfItems() {
            return !action.contains("Table") && !action.contains("TimeToLive");
        }
    }

    private final Place place;

    Access(Place place) {
        this.place = place;
    }

    /** Every permission that one of {@link #OPERATIONS} needs. */
    List<Need> needs(String operation, JsonNode input) {
        if (ON_A_TABLE.contains(operation)) {
            return List.of(new Need("dynamodb:" + operation, table(input)));
        }
        return switch (operation) {
            case "Query", "Scan" -> List.of(new Need("dynamodb:" + operation, tableOrIndex(input)));
            case "BatchGetItem", "BatchWriteItem" -> batch("dynamodb:" + operation, input);
            case "TransactWriteItems", "TransactGetItems" -> transaction(input);
            case "ListTables" -> List.of(new Need("dynamodb:ListTables", "*"));
            default -> throw new IllegalArgumentException("Not an operation that is let through: " + operation);
        };
    }

    private List<Need> batch(String action, JsonNode input) {
        List<Need> needs = new ArrayList<>();
        input.path("RequestItems").fieldNames().forEachRemaining(table -> needs.add(new Need(action, arn(table))));
        return needs;
    }

    private List<Need> transaction(JsonNode input) {
        List<Need> needs = new ArrayList<>();
        for (JsonNode item : input.path("TransactItems")) {
            item.properties().forEach(entry -> {
                String action = IN_A_TRANSACTION.get(entry.getKey());
                if (action == null) {
                    throw new AwsError(400, "ValidationException", "Not part of a transaction: " + entry.getKey());
                }
                needs.add(new Need(action, table(entry.getValue())));
            });
        }
        return needs;
    }

    private String tableOrIndex(JsonNode input) {
        JsonNode index = input.path("IndexName");
        return index.isTextual() ? table(input) + "/index/" + index.asText() : table(input);
    }

    private String table(JsonNode input) {
        return arn(input.path("TableName").asText(""));
    }

    String arn(String table) {
        return table.startsWith("arn:") ? table : place.arn("dynamodb", "table/" + table);
    }
}
