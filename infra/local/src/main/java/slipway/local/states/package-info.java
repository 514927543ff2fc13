/** Step Functions: an interpreter of the part of the Amazon States Language that templates here use, and its API. */
@org.jspecify.annotations.NullMarked
package slipway.local.states;
