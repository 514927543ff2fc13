package slipway.cli.verb;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import slipway.cli.command.Slipway;
import slipway.cli.plane.Answer;

/** Stays with the drift check until it has seen every target that it looks at. */
final class Looking {
    private final Slipway slipway;
    private final Supplier<Answer> look;
    private final Duration timeout;

    Looking(Slipway slipway, Supplier<Answer> look, Duration timeout) {
        this.slipway = slipway;
        this.look = look;
        this.timeout = timeout;
    }

    /** @param asked what was answered to the order */
    Answer since(Answer asked) {
        var at = Staying.since(asked);
        try (var staying = new Staying(slipway, timeout)) {
            while (true) {
                var answer = look.get();
                var due = Drift.targets(answer).stream()
                        .filter(Looking::isLookedAt)
                        .toList();
                var late = due.stream().filter(target -> !isSeen(target, at)).toList();
                if (late.isEmpty()) {
                    return answer;
                }
                staying.show("looked at %d of %d".formatted(due.size() - late.size(), due.size()));
                staying.pause("Not looked at", inVain(late));
            }
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

    private static String inVain(List<Answer> late) {
        var names = late.stream().map(target -> target.shown("name")).toList();
        return ": %s. The drift check goes on by itself; status shows what it finds."
                .formatted(String.join(", ", names));
    }
}
