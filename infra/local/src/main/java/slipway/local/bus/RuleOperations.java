package slipway.local.bus;

import static slipway.local.bus.EventsService.busName;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import slipway.local.edge.AwsError;
import slipway.local.edge.Call;
import slipway.local.edge.JsonService;
import slipway.local.edge.Place;
import slipway.local.json.Json;

/** What EventBridge's API does with rules, their targets apart. */
final class RuleOperations {
    private static final Pattern NAME = Pattern.compile("[.\\-_A-Za-z0-9]{1,64}");

    private final Bus bus;
    private final Place place;

    RuleOperations(Bus bus, Place place) {
        this.bus = bus;
        this.place = place;
    }

    Map<String, JsonService.Operation> operations() {
        return Map.of(
                "PutRule",
                this::put,
                "DeleteRule",
                this::delete,
                "DescribeRule",
                this::describe,
                "ListRules",
                this::list,
                "ListRuleNamesByTarget",
                this::namesByTarget,
                "EnableRule",
                (call, input) -> toggled(call, input, "events:EnableRule", true),
                "DisableRule",
                (call, input) -> toggled(call, input, "events:DisableRule", false),
                "TestEventPattern",
                RuleOperations::test);
    }

    private JsonNode put(Call call, ObjectNode input) {
        String onBus = busName(input, "EventBusName");
        String name = input.path("Name").asText();
        String arn = RuleResources.arn(place, onBus, name);
        call.authorize("events:PutRule", arn);
        if (!NAME.matcher(name).matches()) {
            throw EventsService.wrong("Name", "'" + name + "' is no name of a rule");
        }
        JsonNode schedule = input.path("ScheduleExpression");
        Rule.Trigger trigger = new RuleReader(EventsService::wrong)
                .trigger(
                        onBus,
                        input.path("EventPattern"),
                        schedule.isTextual() ? schedule.asText() : null,
                        input.path("Description").asText(""));
        boolean enabled = !input.path("State").asText().equals("DISABLED");
        List<Rule.Target> targets = bus.rules().find(arn).map(Rule::targets).orElse(List.of());
        bus.put(new Rule(arn, name, onBus, trigger, enabled, targets));
        return Json.object().put("RuleArn", arn);
    }

    private JsonNode delete(Call call, ObjectNode input) {
        String onBus = busName(input, "EventBusName");
        String arn = RuleResources.arn(place, onBus, input.path("Name").asText());
        call.authorize("events:DeleteRule", arn);
        // To delete what is not there succeeds.
        if (bus.rules().find(arn).filter(rule -> !rule.targets().isEmpty()).isPresent()) {
            throw EventsService.invalid("Rule can't be deleted since it has targets.");
        }
        bus.rules().delete(arn);
        return Json.object();
    }

    private JsonNode describe(Call call, ObjectNode input) {
        return shown(allowed(bus, place, call, input, "events:DescribeRule", "Name"));
    }

    private JsonNode list(Call call, ObjectNode input) {
        String onBus = busName(input, "EventBusName");
        call.authorize("events:ListRules", RuleResources.arn(place, onBus, "*"));
        String prefix = input.path("NamePrefix").asText("");
        return BusOperations.page(
                input,
                "Rules",
                found(onBus, rule -> rule.name().startsWith(prefix)).stream()
                        .map(RuleOperations::shown)
                        .toList());
    }

    private JsonNode namesByTarget(Call call, ObjectNode input) {
        String onBus = busName(input, "EventBusName");
        call.authorize("events:ListRuleNamesByTarget", RuleResources.arn(place, onBus, "*"));
        String target = input.path("TargetArn").asText();
        Predicate<Rule> hasTarget =
                rule -> rule.targets().stream().anyMatch(one -> one.arn().equals(target));
        return BusOperations.page(
                input,
                "RuleNames",
                found(onBus, hasTarget).stream()
                        .map(rule -> Json.MAPPER.getNodeFactory().textNode(rule.name()))
                        .toList());
    }

    private List<Rule> found(String onBus, Predicate<Rule> wanted) {
        bus.buses().require(onBus);
        return bus.rules(onBus).stream().filter(wanted).toList();
    }

    private static ObjectNode shown(Rule rule) {
        Rule.Trigger trigger = rule.trigger();
        ObjectNode shown = Json.object().put("Name", rule.name()).put("Arn", rule.arn());
        if (trigger.pattern() != null) {
            shown.put("EventPattern", trigger.pattern().text());
        }
        if (trigger.schedule() != null) {
            shown.put("ScheduleExpression", trigger.schedule());
        }
        if (!trigger.description().isEmpty()) {
            shown.put("Description", trigger.description());
        }
        return shown.put("State", rule.enabled() ? "ENABLED" : "DISABLED").put("EventBusName", rule.bus());
    }

    private JsonNode toggled(Call call, ObjectNode input, String action, boolean enabled) {
        bus.put(allowed(bus, place, call, input, action, "Name").with(enabled));
        return Json.object();
    }

    private static JsonNode test(Call call, ObjectNode input) {
        call.authorize("events:TestEventPattern", "*");
        try {
            boolean matches = EventPattern.of(input.path("EventPattern").asText())
                    .matches(Json.read(input.path("Event").asText()));
            return Json.object().put("Result", matches);
        } catch (IllegalArgumentException e) {
            throw new AwsError(400, "InvalidEventPatternException", String.valueOf(e.getMessage()));
        }
    }

    /** The rule that a request names, if its caller may do this with it. */
    static Rule allowed(Bus bus, Place place, Call call, ObjectNode input, String action, String member) {
        String onBus = busName(input, "EventBusName");
        String name = input.path(member).asText();
        String arn = RuleResources.arn(place, onBus, name);
        call.authorize(action, arn);
        return bus.rules()
                .find(arn)
                .orElseThrow(() -> new AwsError(
                        400,
                        "ResourceNotFoundException",
                        "Rule " + name + " does not exist on EventBus " + onBus + "."));
    }
}
