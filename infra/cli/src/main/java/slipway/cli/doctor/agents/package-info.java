/** Whether what is declared can be rolled out. */
@org.jspecify.annotations.NullMarked
package slipway.cli.doctor.agents;
