package slipway.local.story;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import slipway.local.edge.Fault;
import slipway.local.edge.FaultRule;
import slipway.local.edge.LoggedCall;

/**
 * A kind of call, alike in every rollout of a target.
 *
 * @param action IAM's name of it
 * @param on the endpoint or the parameter, as the end of its ARN; empty for calls that concern neither
 */
record Kind(String action, String on) implements Comparable<Kind> {
    private static final Pattern NAMED = Pattern.compile("/runtime-endpoint/[^/]+$|:parameter/.*(/[^/]+)$");

    /** In their own order, each once, of the calls that the services answered well. */
    static List<Kind> of(List<LoggedCall> calls) {
        return calls.stream()
                .filter(call ->
                        call.end() == LoggedCall.End.ANSWERED && call.error().isEmpty())
                .flatMap(Kind::of)
                .distinct()
                .sorted()
                .toList();
    }

    /** A call on an endpoint asks for its runtime, too: the endpoint says which call it is. */
    private static Stream<Kind> of(LoggedCall call) {
        List<Kind> asked = call.asks().stream().map(Kind::of).toList();
        return asked.stream().filter(kind -> asked.stream().noneMatch(kind::isVaguerThan));
    }

    private boolean isVaguerThan(Kind other) {
        return on.isEmpty() && !other.on.isEmpty() && action.equals(other.action);
    }

    private static Kind of(LoggedCall.Ask ask) {
        Matcher named = NAMED.matcher(ask.resource());
        if (!named.find()) {
            return new Kind(ask.action(), "");
        }
        return new Kind(ask.action(), named.group(1) == null ? named.group() : named.group(1));
    }

    /** Kills who makes the next call of this kind, when the service has done it and nobody was told. */
    FaultRule kill(String role) {
        return FaultRule.on(action, new Fault.Kill()).by(role).onResource(on).afterEffect();
    }

    @Override
    public int compareTo(Kind other) {
        return toString().compareTo(other.toString());
    }

    @Override
    public String toString() {
        return on.isEmpty() ? action : action + " " + on.substring(on.lastIndexOf('/') + 1);
    }
}
