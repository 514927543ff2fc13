package slipway.local.story;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
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

    /** Of a call that the service answered well, once for each action that it needed. */
    static Stream<Kind> of(LoggedCall call) {
        return call.end() == LoggedCall.End.ANSWERED && call.error().isEmpty()
                ? call.asks().stream().map(Kind::of).distinct()
                : Stream.empty();
    }

    /** In their own order, each once. */
    static List<Kind> of(List<LoggedCall> calls) {
        return calls.stream().flatMap(Kind::of).distinct().sorted().toList();
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
        return FaultRule.on(action, new FaultRule.Kill())
                .by(role)
                .onResource(on)
                .afterEffect();
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
