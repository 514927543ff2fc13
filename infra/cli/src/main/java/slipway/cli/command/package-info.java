/** What all verbs have in common: the options, the surroundings, the way to the control plane. */
@org.jspecify.annotations.NullMarked
package slipway.cli.command;
