package slipway.agentruntime;

import java.util.Locale;

/** The state of one version of a runtime. */
public enum RuntimeStatus {
    CREATING,
    CREATE_FAILED,
    UPDATING,
    UPDATE_FAILED,
    READY,
    DELETING,
    DELETE_FAILED,
    /** A word that AgentCore learnt after this was written: neither an end nor a reason to act. */
    UNKNOWN;

    static RuntimeStatus of(String word) {
        for (var status : values()) {
            if (status.name().equals(word.toUpperCase(Locale.ROOT))) {
                return status;
            }
        }
        return UNKNOWN;
    }

    public boolean isReady() {
        return this == READY;
    }

    /** Whether AgentCore has given up on the version. */
    public boolean hasFailed() {
        return this == CREATE_FAILED || this == UPDATE_FAILED || this == DELETE_FAILED;
    }
}
