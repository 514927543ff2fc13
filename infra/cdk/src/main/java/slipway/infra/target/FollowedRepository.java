package slipway.infra.target;

import slipway.infra.naming.Names;

/** The repository that a target follows. */
public record FollowedRepository(String account, String region, String name) {

    /** A repository beside the control plane. */
    public static FollowedRepository named(String name, Names names) {
        return new FollowedRepository(names.account(), names.region(), name);
    }

    /** What a grant on it names. */
    public String arn() {
        return "arn:aws:ecr:" + region + ":" + account + ":repository/" + name;
    }

    /** URI of the image under a tag: what a runtime is first made with. */
    public String uri(String tag) {
        return account + ".dkr.ecr." + region + ".amazonaws.com/" + name + ":" + tag;
    }
}
