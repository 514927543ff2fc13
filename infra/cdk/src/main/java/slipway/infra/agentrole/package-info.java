/** The role that an agent runs as. */
@NullMarked
package slipway.infra.agentrole;

import org.jspecify.annotations.NullMarked;
