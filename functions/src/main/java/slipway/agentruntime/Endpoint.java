package slipway.agentruntime;

import java.util.Optional;

/**
 * An endpoint as AgentCore shows it.
 *
 * @param liveVersion the version that answers
 * @param targetVersion the version that it is moving to, or already moved to
 */
public record Endpoint(
        EndpointName name,
        EndpointStatus status,
        Optional<Version> liveVersion,
        Optional<Version> targetVersion,
        Optional<String> failureReason,
        String arn) {
    /** The ARN of the runtime that this is an endpoint of. */
    public String runtimeArn() {
        int cut = arn.indexOf("/runtime-endpoint/");
        return cut < 0 ? arn : arn.substring(0, cut);
    }

    /** Whether the endpoint serves this version and is not moving: READY alone says nothing about which one answers. */
    public boolean serves(Version version) {
        return status == EndpointStatus.READY
                && liveVersion.equals(Optional.of(version))
                && targetVersion.equals(liveVersion);
    }
}
