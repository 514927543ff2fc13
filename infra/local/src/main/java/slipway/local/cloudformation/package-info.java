/** CloudFormation, as far as looking at stacks goes; what deploys them here is no service. */
@org.jspecify.annotations.NullMarked
package slipway.local.cloudformation;
