package slipway.operate;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import slipway.admission.Admission;
import slipway.agentruntime.AgentRuntimes;
import slipway.image.Images;
import slipway.ledger.Ledger;
import slipway.parameter.Projection;

/** The operator's handler over whatever a test gives it. */
public final class OperatorHandlers {
    private OperatorHandlers() {}

    public static RequestStreamHandler operator(
            Ledger ledger, Images images, AgentRuntimes runtimes, Admission admission, Projection projection) {
        // Nobody in a history sends the drift check out by the operator's door: it comes by its schedule.
        return new OperatorHandler(
                new Operator(ledger, images, runtimes, admission, projection), new Looking(ledger, _ -> {}));
    }
}
