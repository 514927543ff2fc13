/** How the command ends when it cannot do what it was asked. */
@org.jspecify.annotations.NullMarked
package slipway.cli.failure;
