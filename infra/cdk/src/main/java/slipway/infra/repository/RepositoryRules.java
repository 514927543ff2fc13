package slipway.infra.repository;

import slipway.infra.problem.Problems;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.Token;

/** What a repository must be; noted as a person would have to put it right. */
final class RepositoryRules {
    private static final String NAME = "[a-z0-9]+([._-][a-z0-9]+)*(/[a-z0-9]+([._-][a-z0-9]+)*)*";
    private static final int SHORTEST = 2;
    private static final int LONGEST = 256;

    private RepositoryRules() {}

    /** @throws IllegalArgumentException naming every problem */
    static void check(AgentRepositoryProps props, Stack stack) {
        var problems = new Problems();
        var length = props.name().length();
        problems.unless(
                props.name().matches(NAME) && length >= SHORTEST && length <= LONGEST,
                "name",
                props.name(),
                "write 2 to 256 small letters and digits, with . _ - or / between them");
        problems.unless(
                props.keepTagged() >= 1 && props.keepTagged() < ImageLifecycle.NEVER,
                "keepTagged",
                props.keepTagged(),
                "write 1 to " + (ImageLifecycle.NEVER - 1));
        problems.unless(props.untaggedDays() >= 1, "untaggedDays", props.untaggedDays(), "write 1 or more");
        problems.unless(
                props.imageTags().immutable() || props.imageTags().moving().isEmpty(),
                "imageTags.moving",
                props.imageTags().moving(),
                "leave it empty: every tag moves where tags are not immutable");
        for (var controlPlane : props.controlPlanes()) {
            problems.unless(
                    !controlPlane.account().equals(stack.getAccount()),
                    "controlPlanes.account",
                    controlPlane.account(),
                    "leave it out: a control plane beside the repository needs nothing");
            problems.unless(
                    Token.isUnresolved(stack.getRegion())
                            || controlPlane.region().equals(stack.getRegion()),
                    "controlPlanes.region",
                    controlPlane.region(),
                    "replicate the repository to that Region, and let the copy be followed: AgentCore pulls from its own");
        }
        problems.report("repository " + props.name());
    }
}
