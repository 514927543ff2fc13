package slipway.infra.agentrole;

/** A token by which an agent proves who it is, and for whom it works, to AgentCore Identity. */
public enum WorkloadToken {
    /** For the agent itself. */
    OWN("GetWorkloadAccessToken"),
    /** For the user that an identity provider's token names. */
    FOR_JWT("GetWorkloadAccessTokenForJWT"),
    /** For whatever user the agent names. AWS advises against it where there are tokens of an identity provider. */
    FOR_USER_ID("GetWorkloadAccessTokenForUserId");

    private final String action;

    WorkloadToken(String operation) {
        this.action = "bedrock-agentcore:" + operation;
    }

    String action() {
        return action;
    }
}
