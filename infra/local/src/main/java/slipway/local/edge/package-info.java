/** The one port: who calls, which service, and what the service's double answers. */
@org.jspecify.annotations.NullMarked
package slipway.local.edge;
