/** The fixed names of Slipway's resources, and the ARNs that follow from them. */
@NullMarked
package slipway.infra.naming;

import org.jspecify.annotations.NullMarked;
