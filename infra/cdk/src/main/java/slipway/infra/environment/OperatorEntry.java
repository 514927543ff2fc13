package slipway.infra.environment;

/** How people reach the operator's functions. */
public enum OperatorEntry {
    /** Through function URLs, which want a signature of IAM. */
    URL,
    /**
     * Not at all, for organisations that deny function URLs; parameters are what is left to steer by. Who invoked the functions
     * past a URL could write into the event who he is.
     */
    PRIVATE
}
