/** The smoke test: asks an agent what its declaration says, and tells an agent that failed from one that nobody could ask. */
@org.jspecify.annotations.NullMarked
package slipway.smoke;
