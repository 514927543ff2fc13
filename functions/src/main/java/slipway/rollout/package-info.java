/** One rollout: admission, the pure decision, and the hands that carry it out. */
@org.jspecify.annotations.NullMarked
package slipway.rollout;
