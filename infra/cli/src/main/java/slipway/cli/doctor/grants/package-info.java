/** Who may invoke what. */
@org.jspecify.annotations.NullMarked
package slipway.cli.doctor.grants;
