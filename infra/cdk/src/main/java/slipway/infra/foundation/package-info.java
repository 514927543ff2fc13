/** What keeps state and outlives a deployment: key, ledger, bus, queues, and the alarms on them. */
@NullMarked
package slipway.infra.foundation;

import org.jspecify.annotations.NullMarked;
