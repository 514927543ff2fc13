/** AgentCore runtimes: their documents, versions and endpoints, and the port through which they are read and changed. */
@org.jspecify.annotations.NullMarked
package slipway.agentruntime;
