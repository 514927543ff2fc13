/** Whether the functions can run, and get what waits for them. */
@org.jspecify.annotations.NullMarked
package slipway.cli.doctor.functions;
