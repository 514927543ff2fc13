/** CloudFormation: its API, its events, and what it asks of custom resources. */
@org.jspecify.annotations.NullMarked
package slipway.local.cloudformation;
