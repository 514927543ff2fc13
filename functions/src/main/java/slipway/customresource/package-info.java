/** Asynchronous custom resources of CloudFormation: a kit that knows nothing of what its resources are. */
@org.jspecify.annotations.NullMarked
package slipway.customresource;
