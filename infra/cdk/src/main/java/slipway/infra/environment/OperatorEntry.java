package slipway.infra.environment;

/** How people reach the operator's functions. */
public enum OperatorEntry {
    /** Through function URLs, which want a signature of IAM. */
    URL,
    /** By invoking the functions: for organisations that deny function URLs. */
    PRIVATE
}
