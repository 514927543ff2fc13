/** A target and what its owner declares about it. */
@org.jspecify.annotations.NullMarked
package slipway.target;
