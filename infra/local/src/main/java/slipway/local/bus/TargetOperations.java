package slipway.local.bus;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import slipway.local.edge.AwsError;
import slipway.local.edge.Call;
import slipway.local.edge.JsonService;
import slipway.local.edge.Place;
import slipway.local.json.Json;

/** What EventBridge's API does with the targets of a rule. */
final class TargetOperations {
    private final Bus bus;
    private final Place place;

    TargetOperations(Bus bus, Place place) {
        this.bus = bus;
        this.place = place;
    }

    Map<String, JsonService.Operation> operations() {
        return Map.of("PutTargets", this::put, "RemoveTargets", this::remove, "ListTargetsByRule", this::list);
    }

    private JsonNode put(Call call, ObjectNode input) {
        Rule rule = RuleOperations.allowed(bus, place, call, input, "events:PutTargets", "Rule");
        Map<String, Rule.Target> targets = new LinkedHashMap<>();
        rule.targets().forEach(target -> targets.put(target.id(), target));
        List<Rule.Target> given = new RuleReader(EventsService::wrong).targets(input.path("Targets"));
        for (Rule.Target target : given) {
            if (target.id().isEmpty() || !target.arn().startsWith("arn:")) {
                throw EventsService.wrong("Targets", "each target has an Id and the Arn of what gets the event");
            }
            targets.put(target.id(), target);
        }
        if (targets.size() > RuleReader.MOST_TARGETS) {
            throw new AwsError(
                    400,
                    "LimitExceededException",
                    "The requested resource exceeds the maximum number allowed: a rule has at most 5 targets.");
        }
        bus.put(rule.with(List.copyOf(targets.values())));
        return allDone();
    }

    private JsonNode remove(Call call, ObjectNode input) {
        Rule rule = RuleOperations.allowed(bus, place, call, input, "events:RemoveTargets", "Rule");
        Set<String> ids = input.path("Ids").valueStream().map(JsonNode::asText).collect(Collectors.toSet());
        bus.put(rule.with(rule.targets().stream()
                .filter(target -> !ids.contains(target.id()))
                .toList()));
        return allDone();
    }

    private static ObjectNode allDone() {
        ObjectNode answer = Json.object().put("FailedEntryCount", 0);
        answer.putArray("FailedEntries");
        return answer;
    }

    private JsonNode list(Call call, ObjectNode input) {
        Rule rule = RuleOperations.allowed(bus, place, call, input, "events:ListTargetsByRule", "Rule");
        return BusOperations.page(
                input,
                "Targets",
                rule.targets().stream().map(TargetOperations::shown).toList());
    }

    private static ObjectNode shown(Rule.Target target) {
        ObjectNode shown = Json.object().put("Id", target.id()).put("Arn", target.arn());
        for (String name : List.of("RoleArn", "Input", "InputPath", "InputTransformer")) {
            if (target.declared().has(name)) {
                shown.set(name, target.declared().get(name));
            }
        }
        shown.set("RetryPolicy", target.retries().json());
        if (target.deadLetterArn() != null) {
            shown.putObject("DeadLetterConfig").put("Arn", target.deadLetterArn());
        }
        return shown;
    }
}
