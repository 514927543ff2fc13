package slipway.rollout;

import com.amazonaws.services.lambda.runtime.Context;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import slipway.admission.Admission;
import slipway.event.AwsEvent;
import slipway.ledger.Ledger;
import slipway.ledger.RolloutId;
import slipway.ledger.RolloutRecord;
import slipway.wiring.LoggedHandler;

/** Takes the end of an execution that failed, timed out or was aborted: its rollout goes on in the next one. */
public final class RolloutInterruptedHandler extends LoggedHandler {
    private static final Logger LOG = LoggerFactory.getLogger(RolloutInterruptedHandler.class);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Ledger ledger;
    private final Admission admission;

    public RolloutInterruptedHandler() {
        this(DaggerAdmissionComponent.create());
    }

    private RolloutInterruptedHandler(AdmissionComponent parts) {
        this(parts.ledger(), parts.admission());
    }

    RolloutInterruptedHandler(Ledger ledger, Admission admission) {
        this.ledger = ledger;
        this.admission = admission;
    }

    @Override
    protected void handle(InputStream input, OutputStream output, Context context) throws IOException {
        AwsEvent event = AwsEvent.of(JSON.readTree(input));
        String execution = event.text("executionArn");
        Optional<RolloutRecord> rollout = RolloutId.parse(
                        JSON.readTree(event.text("input")).path("rollout").asText())
                .flatMap(ledger::rollout);
        if (rollout.isEmpty()) {
            LOG.info("ignored the end of {}: it was no rollout's", execution);
            return;
        }
        boolean claimed = ledger.target(rollout.get().target())
                .claim()
                .active()
                .filter(rollout.get().id()::equals)
                .isPresent();
        if (claimed) {
            admission.proceed(rollout.get());
        }
    }
}
