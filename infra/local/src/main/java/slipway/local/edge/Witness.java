package slipway.local.edge;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** Stands between one call and IAM: remembers what was asked, and lets faults strike before the effect. */
final class Witness implements Authorizer {
    private final Authorizer iam;
    private final Faults faults;
    private final String accessKeyId;
    private final List<LoggedCall.Ask> asks = new CopyOnWriteArrayList<>();

    Witness(Authorizer iam, Faults faults, String accessKeyId) {
        this.iam = iam;
        this.faults = faults;
        this.accessKeyId = accessKeyId;
    }

    @Override
    public void authorize(Caller caller, String action, String resource, Map<String, String> context) {
        LoggedCall.Ask allowed = new LoggedCall.Ask(action, resource, true);
        try {
            iam.authorize(caller, action, resource, context);
        } catch (AwsError e) {
            asks.add(new LoggedCall.Ask(action, resource, false));
            throw e;
        }
        asks.add(allowed);
        faults.strike(FaultRule.Moment.BEFORE_EFFECT, caller, accessKeyId, allowed);
    }

    /** The service has answered and succeeded: lets faults strike after the effect. */
    void succeeded(Caller caller) {
        asks.stream()
                .filter(LoggedCall.Ask::allowed)
                .forEach(ask -> faults.strike(FaultRule.Moment.AFTER_EFFECT, caller, accessKeyId, ask));
    }

    List<LoggedCall.Ask> asks() {
        return List.copyOf(asks);
    }
}
