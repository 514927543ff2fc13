/** The CDK app: what stands in an account for Slipway to run. */
@NullMarked
package slipway.infra;

import org.jspecify.annotations.NullMarked;
