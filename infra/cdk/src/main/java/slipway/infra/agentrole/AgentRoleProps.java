package slipway.infra.agentrole;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import slipway.infra.environment.Organisation;
import slipway.infra.naming.Names;
import slipway.infra.target.FollowedRepository;

/**
 * A role as it is wanted.
 *
 * @param runtime name of the runtime that takes the role: whose logs it writes
 * @param repository the one that the runtime's images come from
 * @param controlPlane the runtime's account and Region
 * @param roleName of 64 characters at most; CloudFormation gives one where it is absent
 * @param path with a slash at both ends. IAM changes it for no role that is there
 * @param permissionsBoundary name or ARN of the managed policy that bounds it
 * @param tokens of AgentCore Identity that the agent may ask for
 */
public record AgentRoleProps(
        String runtime,
        FollowedRepository repository,
        Names controlPlane,
        Optional<String> roleName,
        String path,
        Optional<String> permissionsBoundary,
        List<WorkloadToken> tokens) {
    public AgentRoleProps {
        tokens = tokens.stream().distinct().sorted().toList();
    }

    /** A role for the runtime of this name, for agents that ask for no token. */
    public static AgentRoleProps of(String runtime, FollowedRepository repository, Names controlPlane) {
        return new AgentRoleProps(
                runtime, repository, controlPlane, Optional.empty(), "/", Optional.empty(), List.of());
    }

    /** The same role under a name of its own, which no other role of the account has. */
    public AgentRoleProps named(String name) {
        return new AgentRoleProps(
                runtime, repository, controlPlane, Optional.of(name), path, permissionsBoundary, tokens);
    }

    /** The same role, under the path and within the boundary that the organisation demands of every role. */
    public AgentRoleProps in(Organisation organisation) {
        return new AgentRoleProps(
                runtime,
                repository,
                controlPlane,
                roleName,
                organisation.rolePath(),
                organisation.permissionsBoundary(),
                tokens);
    }

    /** The same role, for an agent that asks AgentCore Identity for these tokens. */
    public AgentRoleProps asking(WorkloadToken... kinds) {
        return new AgentRoleProps(
                runtime, repository, controlPlane, roleName, path, permissionsBoundary, Arrays.asList(kinds));
    }
}
