/** Amazon Bedrock AgentCore, control and data plane, with a real agent on loopback behind every version. */
@org.jspecify.annotations.NullMarked
package slipway.local.agentcore;
