package slipway.local.edge;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import slipway.local.time.ScaledClock;

/** What each fault of a call does to the call that it strikes. */
final class CallFaults {
    private final Identities identities;
    private final ScaledClock clock;
    private volatile Consumer<String> sleeper = _ -> {};

    CallFaults(Identities identities, ScaledClock clock) {
        this.identities = identities;
        this.clock = clock;
    }

    void putToSleepBy(Consumer<String> wanted) {
        sleeper = wanted;
    }

    /** Whether the fault can strike such a call at all. */
    boolean concerns(Fault.OfCall fault, String accessKeyId, String action) {
        if (fault instanceof Fault.Kill) {
            return identities.process(accessKeyId).isPresent();
        }
        if (fault instanceof Fault.Reset || fault instanceof Fault.Silence) {
            return !accessKeyId.isEmpty();
        }
        if (fault instanceof Fault.Full) {
            return action.equals("sqs:SendMessage") || action.equals("sqs:ReceiveMessage");
        }
        return !(fault instanceof Fault.Asleep) || action.equals("lambda:InvokeFunction");
    }

    void strike(Fault.OfCall fault, FaultRule.Moment moment, Caller caller, String accessKeyId, LoggedCall.Ask ask) {
        switch (fault) {
            case Fault.Throttle() -> throw ServiceErrors.throttled(ask.action());
            case Fault.Broken() -> throw ServiceErrors.broken(ask.action());
            case Fault.Refuse(int status, String code, String message) -> throw new AwsError(status, code, message);
            case Fault.Deny() -> throw AwsError.accessDenied(caller, ask.action(), ask.resource());
            case Fault.Delay(Duration scaled) -> await(scaled);
            case Fault.Reset() -> throw Unanswered.closed(moment);
            case Fault.Silence(Duration real) -> {
                hold(real);
                throw Unanswered.closed(moment);
            }
            case Fault.Kill() -> {
                kill(accessKeyId);
                throw Unanswered.killed(moment);
            }
            case Fault.Full() -> throw ServiceErrors.full(ask.action());
            case Fault.Asleep() -> sleeper.accept(ask.resource());
        }
    }

    private void kill(String accessKeyId) {
        ProcessHandle process = identities
                .process(accessKeyId)
                .orElseThrow(() -> new IllegalStateException(
                        "A fault should kill the caller, but no process is known for key " + accessKeyId));
        process.destroyForcibly();
        process.onExit().orTimeout(10, TimeUnit.SECONDS).join();
    }

    private void await(Duration scaled) {
        try {
            clock.after(scaled, () -> {}).get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void hold(Duration real) {
        try {
            Thread.sleep(real);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
