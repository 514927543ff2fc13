package slipway.cli.verb;

import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParameterException;
import slipway.cli.command.Verb;
import slipway.cli.failure.Exit;
import slipway.cli.plane.Answer;
import slipway.cli.screen.Tone;

/** A verb that changes something: it says what it will do, does it, waits if asked, and says what changed. */
abstract class OrderVerb extends Verb {
    @Mixin
    private final WaitOption waiting = new WaitOption();

    /** What is wanted, from what the person wrote. */
    protected abstract Order order();

    @Override
    protected Exit run() {
        var order = order();
        if (!waiting.asked()) {
            hint(Telling.tell(slipway(), order));
            return Exit.DONE;
        }
        var wait = Waiting.of(slipway(), order, waiting.timeout());
        return wait.until(Telling.tell(slipway(), order).text("rollout"));
    }

    /** Of an order for every target: there is no one rollout to stay with. */
    protected final void refuseToWait() {
        if (waiting.asked()) {
            throw new ParameterException(spec().commandLine(), "--wait goes with one target, not with --all");
        }
    }

    private void hint(Answer answer) {
        if (!slipway().json()) {
            answer.text("rollout")
                    .ifPresent(rollout -> screen().line(screen().paint(
                                    Tone.FAINT,
                                    "See: " + plane().environment().shell().slipway("show " + rollout))));
        }
    }
}
