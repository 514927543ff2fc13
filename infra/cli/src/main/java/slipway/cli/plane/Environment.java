package slipway.cli.plane;

/**
 * One environment of {@code infra/environments.json}, so far as it says where the control plane is.
 *
 * @param account the twelve digits of the account that it must be in
 * @param reachable whether the two functions that answer have addresses: not where {@code operatorEntry} is private
 */
public record Environment(String name, String account, String region, String prefix, boolean reachable) {

    /** The name of a parameter directly below {@code /{prefix}/{environment}}. */
    public String parameter(String leaf) {
        return "/%s/%s/%s".formatted(prefix, name, leaf);
    }

    /** The name of a managed policy that the control plane brings along. */
    public String policy(String leaf) {
        return named(leaf);
    }

    /** The name of anything else of the control plane: {@code leaf} behind prefix and environment. */
    public String named(String leaf) {
        return "%s-%s-%s".formatted(prefix, name, leaf);
    }

    /** Lines to paste that work on this environment. */
    public Shell shell() {
        return new Shell(this);
    }

    @Override
    public String toString() {
        return "%s (%s, %s)".formatted(name, account, region);
    }
}
