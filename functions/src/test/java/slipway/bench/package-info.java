/** How the control plane keeps up: the real code over services with their documented rates, in virtual time. */
@org.jspecify.annotations.NullMarked
package slipway.bench;
