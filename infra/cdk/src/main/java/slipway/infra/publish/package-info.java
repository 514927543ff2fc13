/** Functions that decide which image a target should run. */
@NullMarked
package slipway.infra.publish;

import org.jspecify.annotations.NullMarked;
