package slipway.infra.environment;

/** What can be kept when its stack is deleted, though the environment's removal is {@code destroy}. */
public enum Kept {
    /** The repositories, with every image in them. */
    IMAGES,
    /** The ledger's table, and the key that it is encrypted with. */
    LEDGER,
    /** The functions' log groups. */
    LOGS
}
