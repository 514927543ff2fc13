/** Faults on demand for any client: {@code /_slipway/faults}. */
@org.jspecify.annotations.NullMarked
package slipway.local.faults;
