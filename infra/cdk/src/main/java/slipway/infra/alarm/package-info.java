/** Alarms on what the functions measure. */
@NullMarked
package slipway.infra.alarm;

import org.jspecify.annotations.NullMarked;
