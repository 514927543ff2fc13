/** What AgentCore takes of anything, told in one place: the file {@code slipway/agentruntime/limits.json}. */
@org.jspecify.annotations.NullMarked
package slipway.limit;
