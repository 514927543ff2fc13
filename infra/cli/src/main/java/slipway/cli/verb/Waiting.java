package slipway.cli.verb;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import slipway.cli.command.Slipway;
import slipway.cli.failure.Exit;
import slipway.cli.failure.Failure;
import slipway.cli.plane.Answer;
import slipway.cli.plane.ControlPlane;
import slipway.cli.screen.Pictures;
import slipway.cli.screen.Progress;
import slipway.cli.screen.Times;

/** Stays with a rollout, or with whatever is under way on a target, until it has ended. */
final class Waiting {
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(2);

    private final Slipway slipway;
    private final Order order;
    private final Duration timeout;
    private final Instant began;
    private final Progress progress;

    Waiting(Slipway slipway, Order order, Duration timeout) {
        this.slipway = slipway;
        this.order = order;
        this.timeout = timeout;
        this.began = slipway.surroundings().clock().instant();
        this.progress = new Progress(slipway.screen());
    }

    /** @param rollout the one that the order concerns; without one, what is under way on the target */
    Exit until(Optional<String> rollout) {
        try {
            var ended = rollout.isPresent() ? rollout.map(this::end) : settled();
            progress.end();
            return ended.map(this::conclude).orElseGet(this::nothing);
        } catch (TimedOut late) {
            progress.end();
            throw new Failure(
                    Exit.OTHER_OUTCOME,
                    "Not ended within %s. It goes on by itself; status shows how far it is."
                            .formatted(Times.length(timeout)));
        }
    }

    private Answer end(String rollout) {
        while (true) {
            var answer = slipway.plane().ask(ControlPlane.view("rollout").put("rollout", rollout));
            var record = answer.part("rollout");
            if (record.has("outcome")) {
                return answer;
            }
            show(record);
            pause();
        }
    }

    /** The last of the rollouts that follow one another; one that is stuck has ended, and keeps its claim. */
    private Optional<Answer> settled() {
        Optional<Answer> last = Optional.empty();
        for (var target = target(); target.has("active") || target.has("waiting"); target = target()) {
            var active = target.part("active").text("id");
            var ended = last.flatMap(answer -> answer.part("rollout").text("id"));
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
        return slipway.plane()
                .ask(ControlPlane.view("target").put("target", order.target().value()))
                .part("target");
    }

    private static boolean isStuck(Answer answer) {
        return answer.part("rollout").shown("outcome").equals("Stuck");
    }

    private void show(Answer record) {
        if (!slipway.json()) {
            var now = "%s: %s".formatted(record.shown("id"), Words.progress(record));
            var waits = record.optional("approval").filter(approval -> !approval.has("approved"));
            var since = Duration.between(began, slipway.surroundings().clock().instant());
            progress.show(waits.isPresent() ? now + "; approve or reject it" : now, Times.length(since));
        }
    }

    private void pause() {
        var pauses = slipway.surroundings();
        if (Duration.between(began, pauses.clock().instant()).compareTo(timeout) >= 0) {
            throw new TimedOut();
        }
        pauses.pauses().pause(BETWEEN_LOOKS);
        if (Thread.currentThread().isInterrupted()) {
            throw new TimedOut();
        }
    }

    private Exit conclude(Answer answer) {
        var record = answer.part("rollout");
        var outcome = record.shown("outcome");
        if (slipway.json()) {
            slipway.print(answer.raw());
        } else {
            var screen = slipway.screen();
            screen.line("%s: %s"
                    .formatted(
                            record.shown("id"),
                            Words.joined(
                                    screen.paint(Tones.ofOutcome(outcome), outcome),
                                    record.shown("reason"),
                                    Pictures.full(record.shown("image")),
                                    Words.versions(record)
                                            .map(versions -> "version " + versions)
                                            .orElse(""),
                                    Words.took(record)
                                            .map(took -> "after " + took)
                                            .orElse(""))));
            record.text("explanation").ifPresent(screen::line);
        }
        return order.wanted().contains(outcome) ? Exit.DONE : Exit.OTHER_OUTCOME;
    }

    private Exit nothing() {
        if (!slipway.json()) {
            slipway.screen().line("No rollout is under way: nothing to wait for.");
        }
        return Exit.DONE;
    }

    /** It took longer than the person wants to wait. */
    private static final class TimedOut extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }
}
