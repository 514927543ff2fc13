/** What is there: AWS is asked for each thing once, whatever number of checks need it. */
@org.jspecify.annotations.NullMarked
package slipway.cli.doctor.setup;
