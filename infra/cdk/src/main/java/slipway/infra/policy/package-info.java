/** Statements of policies, and what stands beside them for cdk-nag. */
@NullMarked
package slipway.infra.policy;

import org.jspecify.annotations.NullMarked;
