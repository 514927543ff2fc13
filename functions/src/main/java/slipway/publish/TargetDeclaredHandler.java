package slipway.publish;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import slipway.event.AwsEvent;
import slipway.event.BadEvent;
import slipway.parameter.ParameterNames;
import slipway.target.TargetName;

/** Takes the change of a declaration in Parameter Store. */
public final class TargetDeclaredHandler implements RequestStreamHandler {
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
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        AwsEvent event = AwsEvent.of(JSON.readTree(input));
        String name = event.text("name");
        TargetName target = names.declared(name)
                .orElseThrow(() -> new BadEvent("name", name, "expected a declaration's parameter"));
        declarations.changed(target, event.time());
    }
}
