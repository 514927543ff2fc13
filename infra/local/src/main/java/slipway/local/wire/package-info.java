/** What answers of several services are made of: pages, and XML. */
@org.jspecify.annotations.NullMarked
package slipway.local.wire;
