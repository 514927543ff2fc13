/** AWS Systems Manager Parameter Store, with history and change events. */
@org.jspecify.annotations.NullMarked
package slipway.local.ssm;
