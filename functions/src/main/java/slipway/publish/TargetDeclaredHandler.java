package slipway.publish;

import com.amazonaws.services.lambda.runtime.Context;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import slipway.event.AwsEvent;
import slipway.event.BadEvent;
import slipway.parameter.Declarations;
import slipway.parameter.ParameterNames;
import slipway.target.TargetName;
import slipway.wiring.LoggedHandler;

/** Takes the change of a declaration in Parameter Store. */
public final class TargetDeclaredHandler extends LoggedHandler {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Declarations declarations;
    private final ParameterNames names;

    public TargetDeclaredHandler() {
        this(DaggerPublishComponent.create());
    }

    private TargetDeclaredHandler(PublishComponent component) {
        this(component.declarations(), component.names());
    }

    TargetDeclaredHandler(Declarations declarations, ParameterNames names) {
        this.declarations = declarations;
        this.names = names;
    }

    @Override
    protected void handle(InputStream input, OutputStream output, Context context) throws IOException {
        AwsEvent event = AwsEvent.of(JSON.readTree(input));
        declarations.changed(target(event.text("name")), event.time());
    }

    private TargetName target(String name) {
        String expected = "expected the name of a declaration, and in it a target's";
        try {
            return names.declared(name).orElseThrow(() -> new BadEvent("name", name, expected));
        } catch (IllegalArgumentException e) {
            throw new BadEvent("name", name, expected);
        }
    }
}
