/** What Slipway may do to AgentCore's runtimes. */
@NullMarked
package slipway.infra.agentruntime;

import org.jspecify.annotations.NullMarked;
