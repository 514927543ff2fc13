/** The one door to a rollout, and the executions behind it. */
@org.jspecify.annotations.NullMarked
package slipway.admission;
