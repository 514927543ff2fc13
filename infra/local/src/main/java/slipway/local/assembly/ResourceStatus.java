package slipway.local.assembly;

/** How it stands with a resource, as CloudFormation names it. */
public enum ResourceStatus {
    CREATE_IN_PROGRESS,
    CREATE_COMPLETE,
    CREATE_FAILED,
    UPDATE_IN_PROGRESS,
    UPDATE_COMPLETE,
    UPDATE_FAILED,
    DELETE_IN_PROGRESS,
    DELETE_COMPLETE,
    DELETE_FAILED,
    /** It stays, and is the stack's no more. */
    DELETE_SKIPPED
}
