package slipway.local.assembly;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;

/** How it stands with a stack, as CloudFormation names it. */
public enum StackStatus {
    /** A change set for a stack that is not there yet. */
    REVIEW_IN_PROGRESS,
    CREATE_IN_PROGRESS,
    CREATE_COMPLETE,
    /** What was made stays, for another try. */
    CREATE_FAILED,
    ROLLBACK_IN_PROGRESS,
    /** Nothing of it is there; it can only be deleted. */
    ROLLBACK_COMPLETE,
    ROLLBACK_FAILED,
    UPDATE_IN_PROGRESS,
    /** All is as wanted; what is no longer needed goes. */
    UPDATE_COMPLETE_CLEANUP_IN_PROGRESS,
    UPDATE_COMPLETE,
    /** What was updated stays, for another try. */
    UPDATE_FAILED,
    UPDATE_ROLLBACK_IN_PROGRESS,
    /** All is as it was; what the update made goes. */
    UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS,
    UPDATE_ROLLBACK_COMPLETE,
    /** Somebody must mend it and let the rollback go on. */
    UPDATE_ROLLBACK_FAILED,
    DELETE_IN_PROGRESS,
    DELETE_COMPLETE,
    DELETE_FAILED;

    static final Set<StackStatus> UPDATABLE =
            EnumSet.of(CREATE_COMPLETE, UPDATE_COMPLETE, UPDATE_FAILED, UPDATE_ROLLBACK_COMPLETE);

    /** From all but the end, where nobody works on it. */
    static final Set<StackStatus> DELETABLE = Arrays.stream(values())
            .filter(status -> !status.isUnderWay() && status != DELETE_COMPLETE)
            .collect(Collectors.toUnmodifiableSet());

    /** Whether somebody works on the stack now. */
    public boolean isUnderWay() {
        return name().endsWith("_IN_PROGRESS") && this != REVIEW_IN_PROGRESS;
    }
}
