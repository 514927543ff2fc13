/** What a check is, and what it finds. */
@org.jspecify.annotations.NullMarked
package slipway.cli.doctor.check;
