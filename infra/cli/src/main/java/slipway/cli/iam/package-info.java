/** What IAM decides, and by which statement. */
@org.jspecify.annotations.NullMarked
package slipway.cli.iam;
