package slipway.agentruntime;

/**
 * Something of a configuration that AgentCore would refuse.
 *
 * @param path of the member, in the API's own names; of an environment variable its name, never its value
 * @param what it is, without anything that may be secret
 * @param remedy what to do about it
 * @param certain whether it is refused in any case, or only on one of the platforms that the runtime may be on
 */
public record LimitFinding(String path, String what, String remedy, boolean certain) {

    @Override
    public String toString() {
        return "%s %s: %s".formatted(path, what, remedy);
    }
}
