/** How a handler of {@code functions} becomes a function with a role, a log group and a live alias. */
@NullMarked
package slipway.infra.function;

import org.jspecify.annotations.NullMarked;
