package slipway.cli.verb;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import slipway.cli.plane.Answer;
import slipway.cli.screen.Facts;
import slipway.cli.screen.Pictures;
import slipway.cli.screen.Screen;
import slipway.cli.screen.Times;
import slipway.ledger.Cause;
import slipway.ledger.Outcome;

/**
 * What a rollout's record says in a line each. A record is what the ledger holds
 * ({@code events/rollout-record/schema.json}): it has constants where a summary has words.
 */
final class RolloutFacts {
    private final Answer request;
    private final Answer progress;
    private final Answer ending;
    private final Answer run;

    RolloutFacts(Answer rollout) {
        this.request = rollout.part("request");
        this.progress = rollout.part("progress");
        this.ending = rollout.part("ending");
        this.run = rollout.part("run");
    }

    /** How it ended, in the word of summaries and events; one that nobody knows yet as it is. */
    String outcome() {
        return ending.text("outcome").map(RolloutFacts::word).orElse("under way");
    }

    private static String word(String constant) {
        for (var outcome : Outcome.values()) {
            if (outcome.name().equals(constant)) {
                return outcome.word();
            }
        }
        return constant;
    }

    String reason() {
        return ending.shown("reason");
    }

    void print(Screen screen) {
        var facts = new Facts(screen);
        facts.fact("why", ending.text("explanation"));
        facts.fact("image", request.text("image").map(Pictures::full));
        facts.fact("versions", versions());
        facts.fact("cause", request.text("cause").map(RolloutFacts::lower));
        facts.fact("configuration", request.text("configuration").map(Words::shortened));
        facts.fact("asked by", request.text("by").map(Words::caller));
        facts.fact("started", at(request, "startedAt"));
        facts.fact("ended", at(ending, "at"));
        facts.fact("took", took());
        facts.fact("proof", progress.text("proof").map(RolloutFacts::lower));
        facts.fact("approval", progress.optional("approval").map(RolloutFacts::approval));
        facts.fact("moved", at(progress.part("move"), "at").map(at -> "live, at " + at));
        facts.fact("bake", progress.optional("bake").map(RolloutFacts::bake));
        facts.fact("went back", progress.optional("compensation").map(RolloutFacts::compensation));
        facts.fact("serves", ending.text("serves").map(version -> "version " + version));
        facts.fact(
                "sessions",
                at(ending, "oldSessionsUntil")
                        .map(until -> "older ones may keep the version they began with until " + until));
        facts.fact("execution", run.text("execution"));
    }

    private Optional<String> versions() {
        var to = progress.part("candidate").text("version").or(() -> request.text("to"));
        return to.map(version -> Words.versions(progress.part("base").text("live"), version));
    }

    /** Constants of the ledger, as in {@link Cause#inName()}. */
    private static String lower(String constant) {
        return constant.toLowerCase(Locale.ROOT);
    }

    private Optional<String> took() {
        return request.time("startedAt")
                .flatMap(start -> ending.time("at").map(end -> Times.length(Duration.between(start, end))));
    }

    private static String approval(Answer approval) {
        var answer = approval.part("answer");
        return answer.has("approved")
                ? Words.joined(
                        answer.flag("approved") ? "approved" : "rejected",
                        answer.text("by").map(by -> "by " + Words.caller(by)).orElse(""),
                        answer.shown("reason"))
                : "asked at %s, until %s"
                        .formatted(
                                at(approval, "askedAt").orElse("?"),
                                at(approval, "expiresAt").orElse("?"));
    }

    private static String bake(Answer bake) {
        return "since %s, until %s"
                .formatted(at(bake, "since").orElse("?"), at(bake, "until").orElse("?"));
    }

    private static String compensation(Answer compensation) {
        return Words.joined(
                compensation.shown("reason"),
                at(compensation, "at").map(at -> "at " + at).orElse(""));
    }

    private static Optional<String> at(Answer holder, String member) {
        return holder.time(member).map(Times::at);
    }
}
