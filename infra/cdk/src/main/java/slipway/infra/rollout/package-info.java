/** Functions and the state machine that bring a desired image live. */
@NullMarked
package slipway.infra.rollout;

import org.jspecify.annotations.NullMarked;
