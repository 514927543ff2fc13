package slipway.rollout;

import com.amazonaws.services.lambda.runtime.Context;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import slipway.admission.Requests;
import slipway.event.AwsEvent;
import slipway.event.BadEvent;
import slipway.parameter.ParameterNames;
import slipway.target.TargetName;
import slipway.wiring.LoggedHandler;

/** Takes the change of a target's desired image in Parameter Store. */
public final class DesiredImageChangedHandler extends LoggedHandler {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Requests requests;
    private final ParameterNames names;

    public DesiredImageChangedHandler() {
        this(DaggerRequestComponent.create());
    }

    private DesiredImageChangedHandler(RequestComponent component) {
        this(component.requests(), component.names());
    }

    DesiredImageChangedHandler(Requests requests, ParameterNames names) {
        this.requests = requests;
        this.names = names;
    }

    @Override
    protected void handle(InputStream input, OutputStream output, Context context) throws IOException {
        AwsEvent event = AwsEvent.of(JSON.readTree(input));
        requests.desiredImageChanged(target(event.text("name")), event.time());
    }

    private TargetName target(String name) {
        String expected = "expected the name of a desired image, and in it a target's";
        try {
            return names.desired(name).orElseThrow(() -> new BadEvent("name", name, expected));
        } catch (IllegalArgumentException e) {
            throw new BadEvent("name", name, expected);
        }
    }
}
