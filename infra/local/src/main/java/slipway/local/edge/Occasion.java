package slipway.local.edge;

/**
 * Where something can go wrong.
 *
 * @param action IAM's; of an event on its way to a target, the detail type
 * @param who the name of the calling role or user, or the service; of an event, its source
 * @param resource the ARN; of an event, its rule's
 */
public record Occasion(String action, String who, String resource) {

    /** What a caller is about to do. */
    public static Occasion of(Caller caller, String action, String resource) {
        String arn = caller instanceof Caller.RoleSession session ? session.roleArn() : caller.arn();
        return new Occasion(action, arn.substring(arn.lastIndexOf('/') + 1), resource);
    }
}
