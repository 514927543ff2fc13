package slipway.local.agentcore;

import java.util.List;
import slipway.local.servicequotas.Quota;

/** AgentCore's quotas as Service Quotas shows them: those that this AgentCore enforces, with the codes of AWS. */
public final class AgentCoreQuotas {
    private static final String SERVICE = "bedrock-agentcore";
    private static final String NAME = "Amazon Bedrock AgentCore";
    private static final int IMAGE_MEGABYTES = 2048;

    private AgentCoreQuotas() {}

    public static List<Quota> of(AgentCoreBehaviour behaviour) {
        return List.of(
                new Quota(
                        SERVICE,
                        NAME,
                        "L-0A9E32B3",
                        "Maximum size for a Docker image in an AgentCore Runtime",
                        false,
                        () -> IMAGE_MEGABYTES),
                new Quota(SERVICE, NAME, "L-61A3A6D8", "Versions per Agent", true, behaviour::versionQuota),
                new Quota(SERVICE, NAME, "L-9B442722", "Endpoints per Agent", true, behaviour::endpointQuota),
                new Quota(SERVICE, NAME, "L-F4575653", "Total Agents per Account", true, behaviour::runtimeQuota));
    }
}
