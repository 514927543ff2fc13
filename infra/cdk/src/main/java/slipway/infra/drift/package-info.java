/** The drift check: a function, and the schedule that calls it. */
@NullMarked
package slipway.infra.drift;

import org.jspecify.annotations.NullMarked;
