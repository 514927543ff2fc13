package slipway.ledger;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import slipway.agentruntime.Version;
import slipway.image.Image;
import slipway.target.TargetName;

/**
 * What a rebuild came to for one target.
 *
 * @param startedAt the rebuild's
 * @param desired what the target should run by now
 * @param live what counts as live, as which version
 * @param sequence the number of its last rollout that is still remembered
 * @param held why nothing rolls out until a person releases it
 */
public record Rebuilt(
        TargetName target,
        Instant startedAt,
        Result result,
        Optional<Image> desired,
        Optional<Image> live,
        Optional<Version> version,
        long sequence,
        Optional<String> held,
        List<Gap> gaps) {

    /** What was done. */
    public enum Result {
        /** Its item was missing and is there again; in a dry run it would be. */
        REBUILT,
        /** The ledger has it: nothing was changed. */
        KNOWN,
        /** Slipway never published anything for it, so that nothing was lost: it is taken in like any new declaration. */
        NEW,
        /** It could not be rebuilt. */
        FAILED
    }

    /** Where nothing was changed. */
    public static Rebuilt unchanged(TargetName target, Instant startedAt, Result result, List<Gap> gaps) {
        return new Rebuilt(
                target,
                startedAt,
                result,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                0,
                Optional.empty(),
                gaps);
    }
}
