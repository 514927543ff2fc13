package slipway.infra.function;

import java.nio.file.Path;
import slipway.infra.environment.Environment;
import slipway.infra.foundation.Foundation;

/**
 * What every function needs to be deployed.
 *
 * @param code the zip that holds every handler
 */
public record Deployment(Environment environment, Foundation foundation, Path code) {}
