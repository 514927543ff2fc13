/** What a person sees: text without control characters, columns, colours where there is a terminal. */
@org.jspecify.annotations.NullMarked
package slipway.cli.screen;
