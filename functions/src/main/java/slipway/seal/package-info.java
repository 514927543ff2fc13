/** Keeps secrets unreadable where they are stored. */
@org.jspecify.annotations.NullMarked
package slipway.seal;
