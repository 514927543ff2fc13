/** KMS: symmetric keys, their aliases, and what is encrypted under them. */
@org.jspecify.annotations.NullMarked
package slipway.local.kms;
