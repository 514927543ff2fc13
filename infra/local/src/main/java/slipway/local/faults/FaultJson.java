package slipway.local.faults;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import slipway.local.edge.Fault;
import slipway.local.edge.FaultRule;
import slipway.local.edge.Faults;
import slipway.local.json.Json;

/** Rules in JSON: {@code {"fault": "throttle", "action": "ssm:PutParameter", "by": "publish", "nth": 2}}. */
final class FaultJson {
    private FaultJson() {}

    /** @throws IllegalArgumentException naming the member, what it is, and what it may be */
    static FaultRule read(ObjectNode body) {
        Members members = new Members(body);
        Fault fault = fault(members);
        boolean rated = members.has("chance");
        FaultRule rule = new FaultRule(
                members.text("action"),
                members.text("by", ""),
                members.text("resource", ""),
                members.whole("nth", 1, Integer.MAX_VALUE, 1),
                members.whole("times", 1, Integer.MAX_VALUE, rated ? Integer.MAX_VALUE : 1),
                members.number("chance", 1),
                members.whole("seed", Integer.MIN_VALUE, Integer.MAX_VALUE, 0),
                members.flag("afterEffect") ? FaultRule.Moment.AFTER_EFFECT : FaultRule.Moment.BEFORE_EFFECT,
                fault);
        members.requireNoOther();
        return rule;
    }

    private static Fault fault(Members members) {
        return switch (members.text("fault")) {
            case "throttle" -> new Fault.Throttle();
            case "broken" -> new Fault.Broken();
            case "refuse" ->
                new Fault.Refuse(
                        members.whole("status", 400, 599), members.text("code"), members.text("message", "A fault"));
            case "deny" -> new Fault.Deny();
            case "delay" -> new Fault.Delay(members.seconds("seconds"));
            case "reset" -> new Fault.Reset();
            case "silence" -> new Fault.Silence(members.seconds("realSeconds"));
            case "kill" -> new Fault.Kill();
            case "full" -> new Fault.Full();
            case "asleep" -> new Fault.Asleep();
            case "slow" -> new Fault.Slow(members.seconds("seconds"));
            case "fails" -> new Fault.Fails(members.text("reason"));
            case "stale" -> new Fault.Stale();
            case "lost" -> new Fault.Lost();
            case "late" -> new Fault.Late(members.seconds("seconds"));
            case "twice" -> new Fault.Twice();
            case "shuffled" -> new Fault.Shuffled(members.seconds("seconds"));
            case String other ->
                throw new IllegalArgumentException(
                        "fault cannot be '%s'; say throttle, broken, refuse, deny, delay,".formatted(other)
                                + " reset, silence, kill, full, asleep, slow, fails, stale, lost, late, twice or shuffled");
        };
    }

    /** The rule, and what became of it. */
    static ObjectNode write(Faults.Armed armed) {
        FaultRule rule = armed.rule();
        ObjectNode shown = Json.object().put("id", armed.number());
        shown.put("action", rule.action()).put("by", rule.by()).put("resource", rule.resource());
        shown.put("nth", rule.nth()).put("times", rule.times());
        shown.put("chance", rule.chance()).put("seed", rule.seed());
        shown.put("afterEffect", rule.moment() == FaultRule.Moment.AFTER_EFFECT);
        write(rule.fault(), shown);
        return shown.put("matched", armed.matched()).put("struck", armed.struck());
    }

    private static void write(Fault fault, ObjectNode into) {
        into.put("fault", fault.getClass().getSimpleName().toLowerCase(Locale.ROOT));
        switch (fault) {
            case Fault.Refuse(int status, String code, String message) ->
                into.put("status", status).put("code", code).put("message", message);
            case Fault.Silence(var real) -> into.put("realSeconds", Members.seconds(real));
            case Fault.Delay(var scaled) -> into.put("seconds", Members.seconds(scaled));
            case Fault.Slow(var scaled) -> into.put("seconds", Members.seconds(scaled));
            case Fault.Late(var scaled) -> into.put("seconds", Members.seconds(scaled));
            case Fault.Shuffled(var within) -> into.put("seconds", Members.seconds(within));
            case Fault.Fails(String reason) -> into.put("reason", reason);
            default -> {}
        }
    }
}
