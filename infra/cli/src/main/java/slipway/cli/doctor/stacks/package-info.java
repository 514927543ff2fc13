/** Whether the control plane is deployed. */
@org.jspecify.annotations.NullMarked
package slipway.cli.doctor.stacks;
