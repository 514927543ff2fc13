package slipway.local.agentcore.process;

import java.io.IOException;
import java.io.InputStream;

/**
 * One layer of an image, as the registry keeps it.
 *
 * @param digest of its bytes, for example {@code sha256:…}
 * @param mediaType says whether it is compressed, and how
 */
public record Layer(String digest, String mediaType, Content content) {

    /** Opens the layer's bytes; called once for each time that it is unpacked. */
    @FunctionalInterface
    public interface Content {
        InputStream open() throws IOException;
    }
}
