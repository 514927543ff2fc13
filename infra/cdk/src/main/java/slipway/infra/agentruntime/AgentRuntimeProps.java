package slipway.infra.agentruntime;

import java.time.Duration;
import java.util.SortedMap;
import java.util.TreeMap;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.ecr.IRepository;
import software.amazon.awscdk.services.iam.IRole;

/**
 * A runtime as its owner wants it.
 *
 * @param name of the runtime; another one makes a new runtime and deletes the old one
 * @param image the URI of the first image, with a tag. Which one runs afterwards the targets decide: another image here changes nothing
 * @param role that the agent runs as; it can pull the image
 * @param adopt whether a runtime of this name that is there already becomes the stack's
 * @param waitFor how far a changed configuration has come when the stack goes on
 * @param patience how long CloudFormation waits for an answer, up to an hour, whole seconds
 * @param removal what becomes of the runtime when it is taken out of the stack; one that was adopted stays in any case
 */
public record AgentRuntimeProps(
        String name,
        String image,
        IRole role,
        RuntimeConfiguration configuration,
        boolean adopt,
        WaitFor waitFor,
        Duration patience,
        RemovalPolicy removal,
        SortedMap<String, String> tags) {
    /** As long as CloudFormation waits for anything. */
    static final Duration LONGEST = Duration.ofHours(1);

    public AgentRuntimeProps {
        tags = new TreeMap<>(tags);
    }

    /** A runtime that is deleted with its stack; changes of its configuration are waited for until they are live. */
    public static AgentRuntimeProps of(String name, String image, IRole role) {
        return new AgentRuntimeProps(
                name,
                image,
                role,
                RuntimeConfiguration.standard(),
                false,
                WaitFor.PROMOTED,
                LONGEST,
                RemovalPolicy.DESTROY,
                new TreeMap<>());
    }

    /** The same, whose first image is the one under this tag. */
    public static AgentRuntimeProps of(String name, IRepository repository, String tag, IRole role) {
        return of(name, repository.repositoryUriForTag(tag), role);
    }

    public AgentRuntimeProps configured(RuntimeConfiguration wanted) {
        return new AgentRuntimeProps(name, image, role, wanted, adopt, waitFor, patience, removal, tags);
    }

    /** Takes over the runtime of this name, which nobody else's control plane has: it is configured, never deleted, and released when the stack lets it go. */
    public AgentRuntimeProps adopting() {
        return new AgentRuntimeProps(name, image, role, configuration, true, waitFor, patience, removal, tags);
    }

    public AgentRuntimeProps waitingFor(WaitFor progress) {
        return new AgentRuntimeProps(name, image, role, configuration, adopt, progress, patience, removal, tags);
    }

    /** The same, and the stack fails if it takes longer. */
    public AgentRuntimeProps within(Duration time) {
        return new AgentRuntimeProps(name, image, role, configuration, adopt, waitFor, time, removal, tags);
    }

    public AgentRuntimeProps removal(RemovalPolicy policy) {
        return new AgentRuntimeProps(name, image, role, configuration, adopt, waitFor, patience, policy, tags);
    }

    /** The same, with one more tag; what {@code Tags.of} sets comes on top. */
    public AgentRuntimeProps tagged(String key, String value) {
        var more = new TreeMap<>(tags);
        more.put(key, value);
        return new AgentRuntimeProps(name, image, role, configuration, adopt, waitFor, patience, removal, more);
    }
}
