package slipway.publish;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import slipway.parameter.Declarations;
import slipway.parameter.ParameterNames;

/** The publishing handlers over whatever a test gives them. */
public final class PublishHandlers {
    private PublishHandlers() {}

    public static RequestStreamHandler imagePushed(Publisher publisher) {
        return new ImagePushedHandler(publisher);
    }

    public static RequestStreamHandler targetDeclared(Declarations declarations, ParameterNames names) {
        return new TargetDeclaredHandler(declarations, names);
    }
}
