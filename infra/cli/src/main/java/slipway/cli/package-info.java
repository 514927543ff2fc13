/** The operator's command: what people ask of a control plane, and what it answers, in a terminal. */
@org.jspecify.annotations.NullMarked
package slipway.cli;
