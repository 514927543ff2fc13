package slipway.agentruntime;

import java.util.regex.Pattern;

/** The number of a runtime's version, 1 to 99999; a version never changes once it is made. */
public record Version(int number) implements Comparable<Version> {
    private static final Pattern VERSION = Pattern.compile("[1-9][0-9]{0,4}");

    public Version {
        Checks.matches("version", VERSION, Integer.toString(number), "AgentCore counts from 1 to 99999");
    }

    /** Reads AgentCore's form. */
    public static Version parse(String text) {
        Checks.matches("version", VERSION, text, "AgentCore counts from 1 to 99999");
        return new Version(Integer.parseInt(text));
    }

    /** AgentCore's form. */
    public String asString() {
        return Integer.toString(number);
    }

    @Override
    public int compareTo(Version other) {
        return Integer.compare(number, other.number);
    }

    @Override
    public String toString() {
        return asString();
    }
}
