/** Constructs that ask the control plane while a stack is deployed. */
@NullMarked
package slipway.infra.resource;

import org.jspecify.annotations.NullMarked;
