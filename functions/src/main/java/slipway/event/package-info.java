/** The events that Slipway emits, and the metrics that go with them. */
@org.jspecify.annotations.NullMarked
package slipway.event;
