/** Decides calls from the roles and resource policies that the templates declare. */
@org.jspecify.annotations.NullMarked
package slipway.local.iam;
