package slipway.local.lambda;

/**
 * A function's own address.
 *
 * @param id stands in the address; on AWS it is the first part of the host's name
 * @param function with an alias, or the unpublished code
 */
record FunctionUrl(String id, FunctionRef function, AuthType authType) {

    /** Who may come. */
    enum AuthType {
        AWS_IAM,
        NONE
    }
}
