package slipway.local.agentcore;

import java.net.URI;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;
import slipway.local.edge.AwsError;
import slipway.local.edge.Caller;
import slipway.local.edge.Identities;

/**
 * Lets agents that are processes call AWS as the execution role of their runtime, so that its policies decide what they
 * may do.
 *
 * <p>AgentCore gives a container the role's credentials through the machine's metadata service. A process has no machine
 * of its own: it finds them in its environment, where every SDK looks first.
 */
public final class AgentSessions {
    private static final String SERVICE = "bedrock-agentcore.amazonaws.com";
    private static final String KEY_ID = "AWS_ACCESS_KEY_ID";

    /** Gives the session of a role that a service wants to take, or refuses with AccessDenied. */
    @FunctionalInterface
    public interface Roles {
        Caller.RoleSession assume(String roleArn, Caller.ServicePrincipal service, String session);
    }

    private final Identities identities;
    private final Roles roles;
    private final Supplier<URI> endpoint;

    /** @param endpoint where agents find AWS; asked for when one starts */
    public AgentSessions(Identities identities, Roles roles, Supplier<URI> endpoint) {
        this.identities = identities;
        this.roles = roles;
        this.endpoint = endpoint;
    }

    /**
     * What one process calls AWS with.
     *
     * @param environment the runtime's own, over what its calls need
     * @param over makes the key worth nothing
     */
    record Session(Map<String, String> environment, Runnable over) {}

    /**
     * Begins a session, whose role must trust AgentCore for this runtime; without one the agent's calls are refused, and
     * the log says why. A runtime that brings a key of its own keeps it.
     */
    Session begin(String roleArn, String runtimeArn, Map<String, String> own, Consumer<String> log) {
        Map<String, String> environment = new TreeMap<>();
        // With or without credentials: no agent of this machine is to call AWS itself by mistake.
        environment.put("AWS_ENDPOINT_URL", endpoint.get().toString());
        Runnable over = own.containsKey(KEY_ID) ? () -> {} : signIn(roleArn, runtimeArn, environment, log);
        environment.putAll(own);
        return new Session(environment, over);
    }

    private Runnable signIn(String roleArn, String runtimeArn, Map<String, String> environment, Consumer<String> log) {
        try {
            Caller.RoleSession session = roles.assume(
                    roleArn, new Caller.ServicePrincipal(SERVICE, runtimeArn), "BedrockAgentCore-" + UUID.randomUUID());
            Identities.Key key = identities.issue(session);
            environment.put(KEY_ID, key.accessKeyId());
            environment.put("AWS_SECRET_ACCESS_KEY", key.secretAccessKey());
            environment.put("AWS_SESSION_TOKEN", key.sessionToken());
            return () -> identities.revoke(key.accessKeyId());
        } catch (AwsError refused) {
            log.accept("The agent has no credentials: " + refused.text());
            return () -> {};
        }
    }
}
