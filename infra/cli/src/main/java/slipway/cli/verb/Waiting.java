package slipway.cli.verb;

import java.time.Duration;
import java.util.Optional;
import slipway.cli.command.Slipway;
import slipway.cli.failure.Exit;
import slipway.cli.failure.Failure;
import slipway.cli.plane.Answer;
import slipway.cli.plane.ControlPlane;
import slipway.cli.screen.Pictures;
import slipway.cli.screen.Screen;

/** Stays with a rollout, or with whatever is under way on a target, until it has ended. */
final class Waiting {
    private final Slipway slipway;
    private final Order order;
    private final Optional<String> before;
    private final Staying staying;

    private Waiting(Slipway slipway, Order order, Duration timeout, Optional<String> before) {
        this.slipway = slipway;
        this.order = order;
        this.before = before;
        this.staying = new Staying(slipway, timeout);
    }

    /** To be made before the order is given: whether a rollout was under way by then tells what is waited for. */
    static Waiting of(Slipway slipway, Order order, Duration timeout) {
        Optional<String> before = order.ofOne()
                ? Optional.empty()
                : target(slipway, order).part("active").text("id");
        return new Waiting(slipway, order, timeout, before);
    }

    /**
     * @param rollout the one that the order concerns; without one, or with one that was under way before, what is
     *     wanted comes after it
     */
    Exit until(Optional<String> rollout) {
        Optional<Answer> ended;
        try (staying) {
            ended = rollout.isEmpty() || rollout.equals(before) ? settled(rollout) : rollout.map(this::end);
        }
        return ended.map(this::conclude).orElseGet(this::nothing);
    }

    private Answer end(String rollout) {
        while (true) {
            var summary = summary(rollout);
            if (summary.has("outcome")) {
                return summary;
            }
            show(summary);
            pause();
        }
    }

    /** A line of the target's history: unlike the whole record it says in a word how far a rollout is. */
    private Answer summary(String rollout) {
        var next = Long.parseLong(rollout.substring(rollout.lastIndexOf('-') + 1)) + 1;
        var request = ControlPlane.view("rollouts").put("target", order.target().value());
        return slipway.plane().ask(request.put("limit", 1).put("before", next)).list("rollouts").stream()
                .filter(summary -> summary.shown("id").equals(rollout))
                .findFirst()
                .orElseThrow(() ->
                        new Failure(Exit.FAILED, "The history of %s lacks %s.".formatted(order.target(), rollout)));
    }

    /** The last of the rollouts that follow one another; one that is stuck has ended, and keeps its claim. */
    private Optional<Answer> settled(Optional<String> first) {
        var last = first.map(this::end);
        for (var target = target(); target.has("active") || target.has("waiting"); target = target()) {
            var active = target.part("active").text("id");
            var ended = last.flatMap(summary -> summary.text("id"));
            if (active.isPresent() && !active.equals(ended)) {
                last = active.map(this::end);
            } else if (last.filter(Waiting::isStuck).isPresent()) {
                return last;
            } else {
                pause();
            }
        }
        return last;
    }

    private Answer target() {
        return target(slipway, order);
    }

    private static Answer target(Slipway slipway, Order order) {
        return slipway.plane()
                .ask(ControlPlane.view("target").put("target", order.target().value()))
                .part("target");
    }

    private static boolean isStuck(Answer summary) {
        return summary.shown("outcome").equals("Stuck");
    }

    private void show(Answer summary) {
        var now = "%s: %s".formatted(summary.shown("id"), Words.progress(summary));
        var waits = summary.optional("approval").filter(approval -> !approval.has("approved"));
        staying.show(waits.isPresent() ? now + "; approve or reject it" : now);
    }

    private void pause() {
        staying.pause("Not ended", ". It goes on by itself; status shows how far it is.");
    }

    private Exit conclude(Answer summary) {
        var outcome = summary.shown("outcome");
        if (slipway.json()) {
            var whole = ControlPlane.view("rollout").put("rollout", summary.shown("id"));
            slipway.print(slipway.plane().ask(whole).raw());
        } else {
            tell(summary, slipway.screen());
        }
        return order.wanted().contains(outcome) ? Exit.DONE : Exit.OTHER_OUTCOME;
    }

    private static void tell(Answer summary, Screen screen) {
        var outcome = summary.shown("outcome");
        screen.line("%s: %s"
                .formatted(
                        summary.shown("id"),
                        Words.joined(
                                screen.paint(Tones.ofOutcome(outcome), outcome),
                                summary.shown("reason"),
                                Pictures.full(summary.shown("image")),
                                Words.versions(summary)
                                        .map(versions -> "version " + versions)
                                        .orElse(""),
                                Words.took(summary).map(took -> "after " + took).orElse(""))));
        summary.text("explanation").ifPresent(screen::line);
    }

    private Exit nothing() {
        if (!slipway.json()) {
            slipway.screen().line("No rollout is under way: nothing to wait for.");
        }
        return Exit.DONE;
    }
}
