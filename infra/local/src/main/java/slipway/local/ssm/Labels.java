package slipway.local.ssm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import slipway.local.edge.AwsError;
import slipway.local.edge.Call;
import slipway.local.edge.JsonService;
import slipway.local.json.Json;

/** What SSM's API does with labels: names that people give versions, and that move from one to the other. */
final class Labels {
    private static final Pattern LABEL = Pattern.compile("(?!(?i)(aws|ssm))[a-zA-Z_.-][a-zA-Z0-9_.-]{0,99}");
    private static final int MOST = 10;

    private final ParameterStore store;

    Labels(ParameterStore store) {
        this.store = store;
    }

    Map<String, JsonService.Operation> operations() {
        return Map.of("LabelParameterVersion", this::label, "UnlabelParameterVersion", this::unlabel);
    }

    private JsonNode label(Call call, ObjectNode input) {
        String name = Rules.text(input, "Name");
        call.authorize("ssm:LabelParameterVersion", store.arn(name), store.context(name));
        List<String> labels = labels(input);
        Parameter.Version version = version(input, name);
        List<String> good =
                labels.stream().filter(label -> LABEL.matcher(label).matches()).toList();
        long kept = store.labels(name, version.version()).stream()
                .filter(label -> !good.contains(label))
                .count();
        if (kept + good.size() > MOST) {
            throw new AwsError(
                    400, "ParameterVersionLabelLimitExceeded", "A parameter version can have at most 10 labels.");
        }
        store.label(name, version, good);
        ObjectNode answer = Json.object();
        ArrayNode invalid = answer.putArray("InvalidLabels");
        labels.stream().filter(label -> !good.contains(label)).forEach(invalid::add);
        return answer.put("ParameterVersion", version.version());
    }

    private JsonNode unlabel(Call call, ObjectNode input) {
        String name = Rules.text(input, "Name");
        call.authorize("ssm:UnlabelParameterVersion", store.arn(name), store.context(name));
        Parameter.Version version = version(input, name);
        List<String> there = store.labels(name, version.version());
        ObjectNode answer = Json.object();
        ArrayNode removed = answer.putArray("RemovedLabels");
        ArrayNode invalid = answer.putArray("InvalidLabels");
        labels(input).forEach(label -> (there.contains(label) ? removed : invalid).add(label));
        store.unlabel(name, removed.valueStream().map(JsonNode::asText).toList());
        return answer;
    }

    private static List<String> labels(ObjectNode input) {
        List<String> labels =
                input.path("Labels").valueStream().map(JsonNode::asText).toList();
        if (labels.isEmpty() || labels.size() > MOST) {
            throw Rules.invalid("Labels must have 1 to 10 entries, not " + labels.size());
        }
        return labels;
    }

    private Parameter.Version version(ObjectNode input, String name) {
        String asked = input.path("ParameterVersion").asText();
        Optional<Parameter.Version> found = store.get(asked.isEmpty() ? name : name + ":" + asked);
        return found.orElseThrow(() -> store.get(name).isEmpty()
                ? Rules.notFound(name)
                : new AwsError(
                        400,
                        "ParameterVersionNotFound",
                        "Systems Manager could not find version %s of %s.".formatted(asked, name)));
    }
}
