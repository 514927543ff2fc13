package slipway.rollout;

import com.amazonaws.services.lambda.runtime.Context;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dagger.Component;
import dagger.Module;
import dagger.Provides;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import slipway.admission.Admission;
import slipway.admission.AdmissionParts;
import slipway.event.AwsEvent;
import slipway.event.BadEvent;
import slipway.ledger.Ledger;
import slipway.monitor.AlarmName;
import slipway.wiring.Adapters;
import slipway.wiring.LoggedHandler;
import slipway.wiring.Settings;

/** Takes an alarm that began to ring: every rollout that watches it looks at once. */
public final class AlarmStateChangedHandler extends LoggedHandler {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Rings rings;

    public AlarmStateChangedHandler() {
        this(DaggerAlarmStateChangedHandler_Parts.create());
    }

    private AlarmStateChangedHandler(Parts parts) {
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

    /** What the handler is made of. */
    @Singleton
    @Component(modules = {Environment.class, AdmissionParts.class, Adapters.class})
    interface Parts {
        Ledger ledger();

        Admission admission();
    }

    /** The environment that it needs. */
    @Module
    static final class Environment {
        private Environment() {}

        @Provides
        @Singleton
        static Settings settings() {
            return Settings.read(System.getenv(), "SLIPWAY_TABLE", "SLIPWAY_BUS", "SLIPWAY_STATE_MACHINE");
        }
    }
}
