package slipway.local.edge;

/**
 * The account and Region that this machine plays.
 *
 * @param account twelve digits
 * @param region for example {@code eu-central-1}
 */
public record Place(String account, String region) {

    /** The ARN of a resource here, for example {@code arn("sqs", "orders")}. */
    public String arn(String service, String resource) {
        return "arn:aws:%s:%s:%s:%s".formatted(service, region, account, resource);
    }
}
