package slipway.local.edge;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One operation of a REST API and where it is found.
 *
 * @param name as the API's reference has it, for example {@code ListFunctions}
 * @param template the path with labels, for example {@code /runtimes/{agentRuntimeId}/}; a query that must be there
 *     follows a question mark, for example {@code /tags?list} or {@code /tags?type=2}
 */
public record RestRoute(String name, String method, String template, Operation operation) {

    /** One operation: authorize first, then do it. */
    @FunctionalInterface
    public interface Operation {
        Answer apply(RestRequest request);
    }

    /** The decoded labels, if this route is the one for the call. */
    Optional<Map<String, String>> match(Call call) {
        int question = template.indexOf('?');
        String path = question < 0 ? template : template.substring(0, question);
        boolean asked = question < 0 || hasQuery(call, template.substring(question + 1));
        return asked && method.equals(call.method()) ? labels(segments(path), segments(call.path())) : Optional.empty();
    }

    private static boolean hasQuery(Call call, String wanted) {
        return QueryString.parse(wanted).entrySet().stream().allMatch(pair -> {
            String value = call.query().get(pair.getKey());
            return value != null
                    && (pair.getValue().isEmpty() || pair.getValue().equals(value));
        });
    }

    private static Optional<Map<String, String>> labels(List<String> wanted, List<String> given) {
        if (wanted.size() != given.size()) {
            return Optional.empty();
        }
        Map<String, String> labels = new LinkedHashMap<>();
        for (int i = 0; i < wanted.size(); i++) {
            String segment = wanted.get(i);
            // A plus is itself in a path; only forms write a blank that way.
            String value = QueryString.decode(given.get(i).replace("+", "%2B"));
            if (segment.startsWith("{") && segment.endsWith("}")) {
                labels.put(segment.substring(1, segment.length() - 1), value);
            } else if (!segment.equals(value)) {
                return Optional.empty();
            }
        }
        return Optional.of(labels);
    }

    private static List<String> segments(String path) {
        return Arrays.stream(path.split("/")).filter(part -> !part.isEmpty()).toList();
    }
}
