package slipway.customresource;

import java.net.URI;

/** Sends answers to CloudFormation. */
@FunctionalInterface
public interface Sender {

    /**
     * Returns when the answer has arrived.
     *
     * @throws NotSent where it is not known to have arrived
     */
    void send(URI url, byte[] body);

    /** An answer that did not arrive; to be sent again. */
    public final class NotSent extends RuntimeException {
        private static final long serialVersionUID = 1L;

        /** @param what without the URL, which is a secret */
        NotSent(String what) {
            super("The answer did not reach CloudFormation: " + what);
        }
    }
}
