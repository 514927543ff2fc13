package slipway.cli.verb;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import slipway.cli.plane.Answer;
import slipway.cli.screen.Facts;
import slipway.cli.screen.Pictures;
import slipway.cli.screen.Screen;
import slipway.cli.screen.Times;
import slipway.cli.screen.Tone;

/** Everything about one target. */
final class TargetSheet {
    private final Screen screen;
    private final Instant now;

    TargetSheet(Screen screen, Instant now) {
        this.screen = screen;
        this.now = now;
    }

    void print(Answer target) {
        var state = target.shown("state");
        screen.line("%s  %s"
                .formatted(screen.paint(Tone.STRONG, target.shown("name")), screen.paint(Tones.ofState(state), state)));
        var facts = new Facts(screen);
        facts.fact(
                "follows",
                target.text("repository")
                        .map(repository -> Words.joined(repository, Words.policy(target.part("tagPolicy")))));
        facts.fact("runtime", target.text("runtime").map(runtime -> Words.joined(runtime, target.shown("endpoint"))));
        facts.fact("desired", target.optional("desired").map(this::image));
        facts.fact("pinned", target.optional("pin").map(pin -> Words.joined(image(pin), by(pin), at(pin, "at"))));
        facts.fact("live", target.optional("live").map(served -> Words.servedWhole(served, now)));
        facts.fact("previous", target.optional("previous").map(served -> Words.servedWhole(served, now)));
        facts.fact("rollout", target.optional("active").map(this::active));
        facts.fact(
                "waiting",
                target.optional("waiting")
                        .map(waiting -> Words.joined(image(waiting), waiting.shown("cause"), at(waiting, "at"))));
        facts.fact("asked", target.optional("asked").map(this::asked));
        facts.fact(
                "held",
                target.optional("hold")
                        .map(hold -> Words.joined(hold.shown("reason"), hold.shown("kind"), by(hold), at(hold, "at"))));
        facts.facts("vetoed", target.list("vetoes").stream().map(this::veto).toList());
        facts.facts("drift", new DriftSheet(screen, now).lines(target));
        facts.facts("decided", decisions(target));
        facts.facts(
                "wrong",
                target.list("problems").stream()
                        .map(problem -> screen.paint(Tone.BAD, problem.shown("message")))
                        .toList());
    }

    private String image(Answer holder) {
        return Words.joined(Pictures.full(holder.shown("image")), at(holder, "since"));
    }

    private String active(Answer active) {
        return Words.joined(
                "%s %s".formatted(active.shown("id"), Words.progress(active)),
                Pictures.full(active.shown("image")),
                active.shown("cause"),
                active.text("configuration").map(Words::shortened).orElse(""),
                at(active, "startedAt"),
                approval(active).orElse(""));
    }

    private static Optional<String> approval(Answer active) {
        return active.optional("approval")
                .filter(approval -> !approval.has("approved"))
                .flatMap(approval -> approval.time("expiresAt"))
                .map(until -> "approve or reject it until " + Times.at(until));
    }

    private String veto(Answer veto) {
        return Words.joined(Words.vetoed(veto), veto.shown("rollout"), veto.shown("reason"), at(veto, "at"));
    }

    /** What a stack asked for last, and what came of it. */
    private String asked(Answer asked) {
        return Words.joined(
                Words.configuration(asked).orElse(""),
                "by " + asked.shown("stack"),
                at(asked, "at"),
                asked.text("rollout").map(id -> "see " + id).orElse("waiting"));
    }

    static String digest(String digest) {
        return digest.length() > 19 ? digest.substring(0, 19) : digest;
    }

    private List<String> decisions(Answer target) {
        return target.list("decisions").stream()
                .map(decision -> "%s: %s %s"
                        .formatted(
                                at(decision, "at"),
                                decision.shown("what"),
                                Words.joined(Pictures.tag(decision.shown("subject")), decision.shown("why"))))
                .toList();
    }

    private static String by(Answer holder) {
        return Words.by(holder).map(by -> "by " + by).orElse("");
    }

    private String at(Answer holder, String member) {
        return holder.time(member).map(time -> Times.ago(time, now)).orElse("");
    }
}
