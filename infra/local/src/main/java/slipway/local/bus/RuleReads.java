package slipway.local.bus;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import slipway.local.edge.AwsError;
import slipway.local.edge.Call;
import slipway.local.edge.JsonService;
import slipway.local.edge.Place;
import slipway.local.json.Json;

/** What EventBridge tells of a bus and of a rule's targets, and the switch of a rule. */
final class RuleReads {
    private final Bus bus;
    private final Place place;

    RuleReads(Bus bus, Place place) {
        this.bus = bus;
        this.place = place;
    }

    Map<String, JsonService.Operation> operations() {
        return Map.of(
                "DescribeEventBus",
                this::describeBus,
                "ListTargetsByRule",
                this::targets,
                "EnableRule",
                (call, input) -> toggled(call, input, "events:EnableRule", true),
                "DisableRule",
                (call, input) -> toggled(call, input, "events:DisableRule", false));
    }

    private JsonNode describeBus(Call call, ObjectNode input) {
        String name = busName(input, "Name");
        call.authorize("events:DescribeEventBus", bus.arn(name));
        if (!bus.exists(name)) {
            throw new AwsError(400, "ResourceNotFoundException", "Event bus " + name + " does not exist.");
        }
        return Json.object().put("Name", name).put("Arn", bus.arn(name));
    }

    private JsonNode targets(Call call, ObjectNode input) {
        Rule rule = allowed(call, input, "events:ListTargetsByRule", "Rule");
        ObjectNode answer = Json.object();
        ArrayNode targets = answer.putArray("Targets");
        rule.targets().forEach(target -> targets.add(shown(target)));
        return answer;
    }

    private static ObjectNode shown(Rule.Target target) {
        ObjectNode shown = Json.object().put("Id", target.id()).put("Arn", target.arn());
        List.of("Input", "InputPath", "InputTransformer").forEach(name -> {
            if (target.declared().has(name)) {
                shown.set(name, target.declared().get(name));
            }
        });
        shown.putObject("RetryPolicy")
                .put("MaximumRetryAttempts", target.attempts())
                .put("MaximumEventAgeInSeconds", target.age().toSeconds());
        if (target.deadLetterArn() != null) {
            shown.putObject("DeadLetterConfig").put("Arn", target.deadLetterArn());
        }
        return shown;
    }

    private JsonNode toggled(Call call, ObjectNode input, String action, boolean enabled) {
        Rule rule = allowed(call, input, action, "Name");
        bus.put(new Rule(rule.arn(), rule.name(), rule.bus(), rule.pattern(), enabled, rule.targets()));
        return Json.object();
    }

    private Rule allowed(Call call, ObjectNode input, String action, String member) {
        String onBus = busName(input, "EventBusName");
        String name = input.path(member).asText();
        call.authorize(action, RuleResources.arn(place, onBus, name));
        return bus.rules(onBus).stream()
                .filter(rule -> rule.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AwsError(
                        400,
                        "ResourceNotFoundException",
                        "Rule " + name + " does not exist on EventBus " + onBus + "."));
    }

    private static String busName(ObjectNode input, String member) {
        String name = input.path(member).asText(Bus.DEFAULT);
        return name.substring(name.lastIndexOf('/') + 1);
    }
}
