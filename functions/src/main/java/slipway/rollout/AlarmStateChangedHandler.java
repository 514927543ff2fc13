package slipway.rollout;

import com.amazonaws.services.lambda.runtime.Context;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import slipway.admission.Admission;
import slipway.event.AwsEvent;
import slipway.event.BadEvent;
import slipway.ledger.Ledger;
import slipway.monitor.AlarmName;
import slipway.wiring.LoggedHandler;

/** Takes an alarm that began to ring: every rollout that watches it looks at once. */
public final class AlarmStateChangedHandler extends LoggedHandler {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Rings rings;

    public AlarmStateChangedHandler() {
        this(DaggerAdmissionComponent.create());
    }

    private AlarmStateChangedHandler(AdmissionComponent parts) {
        this(parts.ledger(), parts.admission());
    }

    AlarmStateChangedHandler(Ledger ledger, Admission admission) {
        this.rings = new Rings(ledger, admission);
    }

    @Override
    protected void handle(InputStream input, OutputStream output, Context context) throws IOException {
        AwsEvent event = AwsEvent.of(JSON.readTree(input));
        JsonNode state = event.detail().path("state").path("value");
        if (!state.asText().equals("ALARM")) {
            throw new BadEvent("state.value", state.toString(), "expected ALARM: the rule lets nothing else through");
        }
        rings.rang(alarm(event.text("alarmName")), event.time());
    }

    private static AlarmName alarm(String name) {
        try {
            return new AlarmName(name);
        } catch (IllegalArgumentException e) {
            throw new BadEvent("alarmName", name, "expected the name of an alarm");
        }
    }
}
