/** What a failed call to AWS means, decided in one place. */
@org.jspecify.annotations.NullMarked
package slipway.failure;
