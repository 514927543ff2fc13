package slipway.agentruntime;

import java.util.regex.Pattern;

/** A runtime's id, as AgentCore gave it. */
public record RuntimeId(String value) {
    private static final Pattern ID = Pattern.compile("[a-zA-Z][a-zA-Z0-9_]{0,99}-[a-zA-Z0-9]{10}");

    public RuntimeId {
        Checks.matches("runtime id", ID, value, "write the runtime's name, a hyphen and AgentCore's ten characters");
    }

    @Override
    public String toString() {
        return value;
    }
}
