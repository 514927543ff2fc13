/** Judges what the doubles accept and answer by AWS's own published API models. */
@org.jspecify.annotations.NullMarked
package slipway.local.agentcore.models;
