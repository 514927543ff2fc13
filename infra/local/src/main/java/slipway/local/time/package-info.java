/** Time that can be scaled, so that an hour of waiting passes in seconds. */
@org.jspecify.annotations.NullMarked
package slipway.local.time;
