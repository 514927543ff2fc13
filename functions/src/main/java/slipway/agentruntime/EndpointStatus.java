package slipway.agentruntime;

import java.util.Locale;

/** The state of an endpoint. */
public enum EndpointStatus {
    CREATING,
    CREATE_FAILED,
    UPDATING,
    UPDATE_FAILED,
    READY,
    DELETING,
    DELETE_FAILED,
    /** A word that AgentCore learnt after this was written: neither an end nor a reason to act. */
    UNKNOWN;

    static EndpointStatus of(String word) {
        for (var status : values()) {
            if (status.name().equals(word.toUpperCase(Locale.ROOT))) {
                return status;
            }
        }
        return UNKNOWN;
    }

    /** Whether AgentCore has given up on what was asked of the endpoint. */
    public boolean hasFailed() {
        return this == CREATE_FAILED || this == UPDATE_FAILED || this == DELETE_FAILED;
    }
}
