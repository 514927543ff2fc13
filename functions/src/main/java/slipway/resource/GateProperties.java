package slipway.resource;

import java.util.Optional;
import slipway.agentruntime.ConfigurationHash;
import slipway.agentruntime.RuntimeName;
import slipway.target.TargetName;

/**
 * What a stack waits for.
 *
 * @param image a tag, a digest, or a URI with either
 * @param configuration what live is to have been configured with
 * @param runtime where live is to serve it, for a target that changes its runtime with the stack
 */
record GateProperties(
        TargetName target,
        Optional<WantedImage> image,
        Optional<ConfigurationHash> configuration,
        Optional<RuntimeName> runtime) {}
