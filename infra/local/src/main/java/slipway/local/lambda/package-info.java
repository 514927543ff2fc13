/**
 * Functions in JVMs of their own under AWS's runtime interface client: versions, aliases, synchronous and asynchronous
 * invocation, queues as event sources.
 */
@org.jspecify.annotations.NullMarked
package slipway.local.lambda;
