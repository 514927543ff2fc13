package slipway.publish;

import java.util.List;

/** Some targets could not be looked at. The event is to be handled again; what was done is not done twice. */
public final class PublishFailed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    PublishFailed(List<RuntimeException> failures) {
        super(failures.size() + " targets failed, the first with: " + failures.getFirst(), failures.getFirst());
        failures.stream().skip(1).forEach(this::addSuppressed);
    }
}
