/** Much of everything at once, and all faults: what must hold is watched from outside, by what services show. */
@org.jspecify.annotations.NullMarked
package slipway.local.soak;
