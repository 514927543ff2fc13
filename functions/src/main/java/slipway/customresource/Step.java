package slipway.customresource;

import java.time.Duration;
import java.util.Optional;
import java.util.SortedMap;

/** How far a resource is. */
public sealed interface Step {

    /**
     * It is as wanted.
     *
     * @param data what {@code Fn::GetAtt} gives
     * @param noEcho whether the data is secret: CloudFormation masks it then
     */
    record Done(PhysicalId id, SortedMap<String, String> data, boolean noEcho) implements Step {
        public static Done of(PhysicalId id, SortedMap<String, String> data) {
            return new Done(id, data, false);
        }
    }

    /**
     * It cannot be, for a reason that a person can act on.
     *
     * @param reason without secrets: CloudFormation shows it
     */
    record Failed(String reason) implements Step {}

    /**
     * It is on its way.
     *
     * @param pause until the next look
     * @param note what the resource wants to know then; kept sealed
     * @param made the id of what is there by now, so that a create that fails in the end is deleted
     */
    record LookAgain(Duration pause, String note, Optional<PhysicalId> made) implements Step {}
}
