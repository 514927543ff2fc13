/** One class per verb. */
@org.jspecify.annotations.NullMarked
package slipway.cli.verb;
