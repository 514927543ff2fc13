/** The control plane as this command sees it: where it is, and the two functions that answer. */
@org.jspecify.annotations.NullMarked
package slipway.cli.plane;
