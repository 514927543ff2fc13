/** What goes on, and by which definition. */
@org.jspecify.annotations.NullMarked
package slipway.cli.doctor.rollouts;
