/** The record of every target, runtime and rollout: moved only by conditional writes. */
@org.jspecify.annotations.NullMarked
package slipway.ledger;
