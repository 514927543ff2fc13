/** The construct by which an owner's stack makes a runtime, and what the control plane's roles may do to runtimes. */
@NullMarked
package slipway.infra.agentruntime;

import org.jspecify.annotations.NullMarked;
