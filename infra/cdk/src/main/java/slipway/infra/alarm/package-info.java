/** What watches a control plane, and tells people. */
@NullMarked
package slipway.infra.alarm;

import org.jspecify.annotations.NullMarked;
