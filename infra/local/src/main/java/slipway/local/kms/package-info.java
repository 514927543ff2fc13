/** KMS, as far as the templates see it: keys, their aliases, and who may use them. */
@org.jspecify.annotations.NullMarked
package slipway.local.kms;
