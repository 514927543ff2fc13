package slipway.local.agentcore;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import slipway.local.edge.Caller;
import slipway.local.edge.Fault;
import slipway.local.edge.Faults;
import slipway.local.edge.Occasion;

/** How long a create, an update or a move takes and how it ends, by the faults that are switched on. */
final class Outcomes {
    /** CloudFormation, which makes what templates declare. */
    static final Caller CLOUDFORMATION = new Caller.ServicePrincipal("cloudformation.amazonaws.com", "*");

    /** @param failure why it fails; null where all goes well */
    record Outcome(Duration after, @Nullable String failure) {
        Status ends(Status failed) {
            return failure == null ? Status.READY : failed;
        }
    }

    private final Faults faults;

    Outcomes(Faults faults) {
        this.faults = faults;
    }

    /**
     * @param action without the service's name
     * @param usually scaled
     */
    Outcome of(Caller by, String action, String arn, Duration usually) {
        Occasion occasion = Occasion.of(by, "bedrock-agentcore:" + action, arn);
        return new Outcome(
                faults.meet(Fault.Slow.class, occasion)
                        .map(met -> met.fault().scaled())
                        .orElse(usually),
                faults.meet(Fault.Fails.class, occasion)
                        .map(met -> met.fault().reason())
                        .orElse(null));
    }
}
