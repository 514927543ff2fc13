package slipway.cli.verb;

import slipway.cli.command.Slipway;
import slipway.cli.plane.Answer;
import slipway.cli.screen.Tone;

/** Gives an order, and says before what it is and after what changed. */
final class Telling {
    private Telling() {}

    static Answer tell(Slipway slipway, Order order) {
        var screen = slipway.screen();
        if (!slipway.json()) {
            screen.line("%s in %s: %s"
                    .formatted(
                            screen.paint(Tone.STRONG, order.target().value()),
                            slipway.plane().environment(),
                            order.will()));
        }
        var answer = slipway.plane().order(order.request());
        if (slipway.json()) {
            slipway.print(answer.raw());
        } else {
            var mark = answer.flag("changed") ? screen.paint(Tone.GOOD, "done") : screen.paint(Tone.FAINT, "no change");
            screen.line("%s: %s".formatted(mark, answer.shown("did")));
            Words.by(answer).ifPresent(by -> screen.line(screen.paint(Tone.FAINT, "by " + by)));
        }
        return answer;
    }
}
