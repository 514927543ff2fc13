/** Parameter Store as Slipway uses it. */
@org.jspecify.annotations.NullMarked
package slipway.parameter;
