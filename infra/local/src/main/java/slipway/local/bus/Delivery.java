package slipway.local.bus;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Future;
import java.util.function.Function;
import slipway.local.edge.AwsError;
import slipway.local.edge.Caller;
import slipway.local.edge.Receiver;
import slipway.local.time.ScaledClock;

/** Brings events to targets: again after a pause when a target is in trouble, to the dead-letter queue in the end. */
final class Delivery {
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(10);

    private final ScaledClock clock;
    private final Function<String, Optional<Receiver>> receivers;
    private final List<Undelivered> undelivered = new CopyOnWriteArrayList<>();

    Delivery(ScaledClock clock, Function<String, Optional<Receiver>> receivers) {
        this.clock = clock;
        this.receivers = receivers;
    }

    private record Job(Rule rule, Rule.Target target, ObjectNode event, Instant began) {
        Caller from() {
            return new Caller.ServicePrincipal("events.amazonaws.com", rule.arn());
        }
    }

    void deliver(Rule rule, Rule.Target target, ObjectNode event, Duration after) {
        Job job = new Job(rule, target, event, clock.instant());
        if (after.isZero()) {
            Thread.startVirtualThread(() -> attempt(job, 0));
        } else {
            later(after, () -> attempt(job, 0));
        }
    }

    /** What was delivered nowhere, not even to a dead-letter queue. */
    List<Undelivered> undelivered() {
        return List.copyOf(undelivered);
    }

    private void attempt(Job job, int retries) {
        try {
            hand(job.target().arn(), job.target().input().of(job.event()), job.from());
        } catch (AwsError e) {
            afterFailure(job, retries, e);
        }
    }

    private void afterFailure(Job job, int retries, AwsError e) {
        Duration pause = pause(retries);
        Instant next = clock.instant().plus(pause);
        boolean spent = retries >= job.target().attempts()
                || next.isAfter(job.began().plus(job.target().age()));
        if (isRefusal(e) || spent) {
            bury(job, e);
        } else {
            later(pause, () -> attempt(job, retries + 1));
        }
    }

    /** AWS does not try again what cannot succeed: no such target, or no permission. */
    private static boolean isRefusal(AwsError e) {
        return e.status() >= 400
                && e.status() < 500
                && e.status() != 429
                && !e.code().contains("Throttl");
    }

    private static Duration pause(int retries) {
        Duration pause = Duration.ofSeconds(1L << Math.min(retries, 20));
        return pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
    }

    private void bury(Job job, AwsError why) {
        String queue = job.target().deadLetterArn();
        if (queue == null) {
            undelivered.add(new Undelivered(job.rule(), job.target(), job.event(), why));
            return;
        }
        try {
            hand(queue, job.event(), job.from());
        } catch (AwsError e) {
            undelivered.add(new Undelivered(job.rule(), job.target(), job.event(), e));
        }
    }

    private void hand(String arn, JsonNode payload, Caller from) {
        receivers
                .apply(arn)
                .orElseThrow(() -> new AwsError(404, "ResourceNotFoundException", "There is no " + arn))
                .receive(arn, payload, from);
    }

    private void later(Duration pause, Runnable task) {
        Future<?> _ = clock.after(pause, task);
    }
}
