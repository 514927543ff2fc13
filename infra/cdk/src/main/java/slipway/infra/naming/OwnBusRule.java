package slipway.infra.naming;

/** The rules on Slipway's own bus, for what people hear of without an alarm. */
public enum OwnBusRule {
    APPROVAL_REQUESTED("ApprovalRequested", "approval-requested"),
    DRIFT_FOUND("DriftFound", "drift-found");

    private final String id;
    private final String suffix;

    OwnBusRule(String id, String suffix) {
        this.id = id;
        this.suffix = suffix;
    }

    /** Construct id, and the name of its event. */
    public String id() {
        return id;
    }

    /** What its name and that of its dead-letter queue end with. */
    public String suffix() {
        return suffix;
    }
}
