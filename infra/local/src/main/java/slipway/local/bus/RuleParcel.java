package slipway.local.bus;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import slipway.local.delivery.Failure;
import slipway.local.delivery.Parcel;
import slipway.local.delivery.RetryPolicy;
import slipway.local.delivery.Roles;
import slipway.local.edge.AwsError;
import slipway.local.edge.Caller;

/** An event on its way from a rule to one of its targets. */
record RuleParcel(Rule rule, Rule.Target to, ObjectNode event, Roles roles) implements Parcel {

    @Override
    public String target() {
        return to.arn();
    }

    @Override
    public JsonNode payload(int attempt) {
        return to.input().of(event);
    }

    @Override
    public Caller from() {
        return to.roleArn() == null ? events() : roles.assume(to.roleArn(), events(), rule.name());
    }

    private Caller.ServicePrincipal events() {
        return new Caller.ServicePrincipal("events.amazonaws.com", rule.arn());
    }

    @Override
    public RetryPolicy retries() {
        return to.retries();
    }

    @Override
    public @Nullable String deadLetterArn() {
        return to.deadLetterArn();
    }

    @Override
    public JsonNode letter() {
        return event;
    }

    @Override
    public Caller undertaker() {
        return events();
    }

    /**
     * What EventBridge writes on a dead letter.
     *
     * @see <a href="https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html">its attributes</a>
     */
    @Override
    public Map<String, String> labels(Failure failure) {
        Map<String, String> labels = failure.labels(code(failure.error()));
        labels.put("RULE_ARN", rule.arn());
        labels.put("TARGET_ARN", to.arn());
        return labels;
    }

    private static String code(AwsError error) {
        String code = error.code();
        if (error.status() >= 500) {
            return "INTERNAL_ERROR";
        } else if (error.status() == 429 || code.contains("Throttl")) {
            return "THROTTLING";
        } else if (error.status() == 404 || code.contains("DoesNotExist") || code.contains("NotFound")) {
            return "NO_RESOURCE";
        } else if (error.status() == 403) {
            return "NO_PERMISSIONS";
        }
        return code.equals("InvalidInput") ? "INVALID_JSON" : "SDK_CLIENT_ERROR";
    }
}
