package slipway.cli.verb;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import slipway.cli.command.Slipway;
import slipway.cli.failure.Exit;
import slipway.cli.failure.Failure;
import slipway.cli.plane.Answer;
import slipway.cli.screen.Progress;
import slipway.cli.screen.Times;

/** Stays with the drift check until it has seen every target that it looks at. */
final class Looking {
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(2);

    private final Slipway slipway;
    private final Supplier<Answer> look;
    private final Duration timeout;
    private final Instant began;
    private final Progress progress;

    Looking(Slipway slipway, Supplier<Answer> look, Duration timeout) {
        this.slipway = slipway;
        this.look = look;
        this.timeout = timeout;
        this.began = slipway.surroundings().clock().instant();
        this.progress = new Progress(slipway.screen());
    }

    /** @param asked what was answered to the order: it says when that was, by the control plane's clock */
    Answer since(Answer asked) {
        var at = asked.time("at")
                .orElseThrow(() ->
                        new Failure(Exit.FAILED, "The order was answered without its time. Update your checkout."));
        try {
            while (true) {
                var answer = look.get();
                var due = Drift.targets(answer).stream()
                        .filter(Looking::isLookedAt)
                        .toList();
                var late = due.stream().filter(target -> !isSeen(target, at)).toList();
                if (late.isEmpty()) {
                    return answer;
                }
                pause(due.size(), late);
            }
        } finally {
            progress.end();
        }
    }

    /** A target without a declaration, and one that declares it off, are not. */
    private static boolean isLookedAt(Answer target) {
        return target.part("drift")
                .text("policy")
                .filter(policy -> !policy.equals("off"))
                .isPresent();
    }

    private static boolean isSeen(Answer target, Instant at) {
        return target.part("drift")
                .time("checkedAt")
                .filter(seen -> !seen.isBefore(at))
                .isPresent();
    }

    private void pause(int due, List<Answer> late) {
        var since = Duration.between(began, slipway.surroundings().clock().instant());
        if (since.compareTo(timeout) >= 0 || Thread.currentThread().isInterrupted()) {
            throw new Failure(
                    Exit.OTHER_OUTCOME,
                    "Not looked at within %s: %s. The drift check goes on by itself; status shows what it finds."
                            .formatted(
                                    Times.length(timeout),
                                    String.join(
                                            ", ",
                                            late.stream()
                                                    .map(target -> target.shown("name"))
                                                    .toList())));
        }
        if (!slipway.json()) {
            progress.show("looked at %d of %d".formatted(due - late.size(), due), Times.length(since));
        }
        slipway.surroundings().pauses().pause(BETWEEN_LOOKS);
    }
}
