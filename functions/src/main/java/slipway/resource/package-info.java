/** Slipway's custom resources, and the functions that CloudFormation's requests for them go through. */
@org.jspecify.annotations.NullMarked
package slipway.resource;
