package slipway.customresource;

import java.time.Duration;
import java.util.Optional;
import java.util.SortedMap;

/** How far a resource is. */
public sealed interface Step {

    /**
     * It is as wanted.
     *
     * @param id what it is known by from now on; at a delete the one that was deleted, whatever stands here
     * @param data what {@code Fn::GetAtt} gives; it has to fit into 4,096 bytes together with the ids
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
     * @param pause until the next look, a second at least; the last look comes at the deadline, however long it is
     * @param note what the resource wants to know then, not empty; kept sealed
     * @param made the id of what is there by now, so that a create that fails in the end is deleted
     * @param waitingFor what has not come yet, as in "the runtime to be READY": the reason that is given if it does not
     *     come in time, so without secrets; empty where that would tell nobody anything
     */
    record LookAgain(Duration pause, String note, Optional<PhysicalId> made, String waitingFor) implements Step {
        public LookAgain(Duration pause, String note, Optional<PhysicalId> made) {
            this(pause, note, made, "");
        }
    }
}
