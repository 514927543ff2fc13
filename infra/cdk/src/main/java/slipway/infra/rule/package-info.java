/** Rules on the default bus that bring AWS's events to a handler. */
@NullMarked
package slipway.infra.rule;

import org.jspecify.annotations.NullMarked;
