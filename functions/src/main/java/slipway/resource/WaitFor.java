package slipway.resource;

/** How far a stack's configuration has to come on every target before the stack goes on. */
enum WaitFor {
    /** Live serves it: then, and only then, stack and runtime are promised to agree. */
    PROMOTED,
    /** Its candidate has passed; live may not have moved yet. */
    PROVEN,
    /** It was asked for. */
    REQUESTED
}
