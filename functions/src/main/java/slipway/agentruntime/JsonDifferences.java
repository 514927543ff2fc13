package slipway.agentruntime;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** Where two documents differ; a member that is null and one that is absent mean the same to AWS. */
final class JsonDifferences {
    private final List<String> paths = new ArrayList<>();

    private JsonDifferences() {}

    /** JSON pointers only: the values may be secrets. */
    static List<String> between(JsonNode left, JsonNode right) {
        var differences = new JsonDifferences();
        differences.compare("", left, right);
        return List.copyOf(differences.paths);
    }

    private void compare(String path, JsonNode left, JsonNode right) {
        if (left.isObject() && right.isObject()) {
            compareObjects(path, left, right);
        } else if (left.isArray() && right.isArray() && left.size() == right.size()) {
            for (int i = 0; i < left.size(); i++) {
                compare(path + "/" + i, left.path(i), right.path(i));
            }
        } else if (!same(left, right)) {
            paths.add(path);
        }
    }

    private void compareObjects(String path, JsonNode left, JsonNode right) {
        var names = new TreeSet<String>();
        left.fieldNames().forEachRemaining(names::add);
        right.fieldNames().forEachRemaining(names::add);
        for (var name : names) {
            var escaped = name.replace("~", "~0").replace("/", "~1");
            compare(path + "/" + escaped, left.path(name), right.path(name));
        }
    }

    private static boolean same(JsonNode left, JsonNode right) {
        if (left.isNumber() && right.isNumber()) {
            return left.decimalValue().compareTo(right.decimalValue()) == 0;
        }
        return isNothing(left) ? isNothing(right) : left.equals(right);
    }

    private static boolean isNothing(JsonNode node) {
        return node.isNull() || node instanceof MissingNode;
    }
}
