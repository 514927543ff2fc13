package slipway.local.edge;

import java.io.IOException;

/** Answers requests that no AWS signature attributes, under a path of its own: a registry, a page. */
@FunctionalInterface
public interface PlainHandler {

    /** The handler looks after its own authentication; an {@link AwsError} that it throws is answered as JSON. */
    Answer handle(Incoming request) throws IOException;
}
