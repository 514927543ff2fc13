/** The environments that Slipway is deployed to, read from one file. */
@NullMarked
package slipway.infra.environment;

import org.jspecify.annotations.NullMarked;
