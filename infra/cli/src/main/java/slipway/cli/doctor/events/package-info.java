/** Whether events reach the functions, and alarms reach people. */
@org.jspecify.annotations.NullMarked
package slipway.cli.doctor.events;
