package slipway.publish;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.time.Instant;
import slipway.image.Image;
import slipway.parameter.Declarations;
import slipway.parameter.ParameterNames;
import slipway.time.Pauses;

/** The publishing handlers over whatever a test gives them. */
public final class PublishHandlers {
    private PublishHandlers() {}

    public static RequestStreamHandler imagePushed(Publisher publisher) {
        return imagePushed(publisher, pause -> {});
    }

    public static RequestStreamHandler imagePushed(Publisher publisher, Pauses pauses) {
        return new ImagePushedHandler(publisher, pauses);
    }

    /** A push's event, decided about and published. */
    public static void pushed(Publisher publisher, Image image, Instant now) {
        publisher.decide(image, now);
        publisher.publish(image, now);
    }

    public static RequestStreamHandler targetDeclared(Declarations declarations, ParameterNames names) {
        return new TargetDeclaredHandler(declarations, names);
    }
}
