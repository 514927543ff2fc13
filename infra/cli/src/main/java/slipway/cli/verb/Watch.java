package slipway.cli.verb;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import slipway.cli.command.Slipway;
import slipway.cli.failure.Exit;
import slipway.cli.failure.Failure;
import slipway.cli.plane.Answer;
import slipway.cli.screen.Pictures;
import slipway.cli.screen.Times;

/** Looks again and again. A look that fails is told, and is not the end: the network may come back. */
final class Watch {
    private static final String CLEAR = "\u001b[H\u001b[2J\u001b[3J";

    private final Slipway slipway;
    private final Supplier<Answer> look;
    private final Consumer<Answer> show;
    private final Function<Answer, List<Answer>> targets;
    private final Map<String, String> before = new HashMap<>();

    Watch(Slipway slipway, Supplier<Answer> look, Consumer<Answer> show, Function<Answer, List<Answer>> targets) {
        this.slipway = slipway;
        this.look = look;
        this.show = show;
        this.targets = targets;
    }

    /** Until the process is interrupted. */
    void forEver(Duration every) {
        draw(look.get());
        while (!Thread.currentThread().isInterrupted()) {
            slipway.surroundings().pauses().pause(every);
            try {
                draw(look.get());
            } catch (Failure failure) {
                if (failure.exit() != Exit.FAILED) {
                    throw failure;
                }
                slipway.screen().error(failure.text());
            }
        }
    }

    private void draw(Answer answer) {
        var screen = slipway.screen();
        if (slipway.json()) {
            show.accept(answer);
        } else if (screen.terminal()) {
            screen.line(CLEAR + Times.at(slipway.surroundings().clock().instant()) + "  Ctrl-C ends it");
            show.accept(answer);
        } else {
            targets.apply(answer).forEach(this::append);
        }
    }

    private void append(Answer target) {
        var line = Words.joined(
                target.shown("state"),
                target.optional("active")
                        .map(active -> active.shown("id") + " " + Words.progress(active))
                        .orElse(""),
                Words.served(target, "live").map(live -> "live " + live).orElse(""),
                target.part("desired")
                        .text("image")
                        .map(image -> "desired " + Pictures.tag(image))
                        .orElse(""));
        if (!line.equals(before.put(target.shown("name"), line))) {
            var now = Times.at(slipway.surroundings().clock().instant());
            slipway.screen().line("%s  %s  %s".formatted(now, target.shown("name"), line));
        }
    }
}
