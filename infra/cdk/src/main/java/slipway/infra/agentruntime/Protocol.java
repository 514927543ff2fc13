package slipway.infra.agentruntime;

/** What an agent speaks; AgentCore takes it to be HTTP where nothing is said. */
public enum Protocol {
    HTTP,
    MCP,
    A2A,
    AGUI
}
