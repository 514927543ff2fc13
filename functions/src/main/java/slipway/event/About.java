package slipway.event;

import static java.util.Objects.requireNonNullElse;

import java.util.Map;
import org.slf4j.MDC;
import slipway.agentruntime.Version;
import slipway.image.Digest;
import slipway.ledger.RolloutId;
import slipway.target.TargetName;

/**
 * What the log's lines are about: {@code target}, {@code rollout}, {@code digest} and {@code version}, as keys beside
 * the message. They stand in every line that this thread writes until it is closed; then what stood there before
 * stands there again, so that one may be opened within another.
 *
 * {@snippet :
 * try (var _ = About.rollout(rollout.id()).andTarget(rollout.target())) {
 *     LOG.info("promoted");
 * }
 * }
 */
public final class About implements AutoCloseable {
    private final Map<String, String> before = requireNonNullElse(MDC.getCopyOfContextMap(), Map.of());

    private About() {}

    public static About target(TargetName target) {
        return new About().andTarget(target);
    }

    public static About rollout(RolloutId rollout) {
        return new About().andRollout(rollout);
    }

    public About andTarget(TargetName target) {
        return and("target", target.value());
    }

    public About andRollout(RolloutId rollout) {
        return and("rollout", rollout.value());
    }

    public About andDigest(Digest digest) {
        return and("digest", digest.value());
    }

    public About andVersion(Version version) {
        return and("version", version.asString());
    }

    private About and(String key, String value) {
        MDC.put(key, value);
        return this;
    }

    @Override
    public void close() {
        MDC.setContextMap(before);
    }
}
