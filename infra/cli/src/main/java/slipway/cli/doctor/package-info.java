/** What is wrong with a setup, and the way to put it right. */
@org.jspecify.annotations.NullMarked
package slipway.cli.doctor;
