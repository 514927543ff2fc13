/** Slipway's functions: each package is a capability, or one of the few parts that capabilities share. */
@org.jspecify.annotations.NullMarked
package slipway;
