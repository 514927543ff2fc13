/** The budgets, measured: what may be, what cannot be less, and what is. */
@org.jspecify.annotations.NullMarked
package slipway.local.bench;
