package slipway.local.agentcore;

/** The status of a runtime, a version or an endpoint. */
enum Status {
    CREATING,
    CREATE_FAILED,
    UPDATING,
    UPDATE_FAILED,
    READY,
    DELETING;

    boolean failed() {
        return this == CREATE_FAILED || this == UPDATE_FAILED;
    }

    /** Nothing may be changed until it has settled. */
    boolean settling() {
        return this == CREATING || this == UPDATING || this == DELETING;
    }
}
