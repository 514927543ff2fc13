package slipway.local.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.function.BiConsumer;
import java.util.function.Function;
import slipway.local.edge.AwsError;
import slipway.local.edge.Caller;
import slipway.local.edge.Receiver;
import slipway.local.time.ScaledClock;

/** Brings parcels to targets: again after a pause when a target is in trouble, to the dead-letter queue in the end. */
public final class Delivery<P extends Parcel> {
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(10);

    private final ScaledClock clock;
    private final Function<String, Optional<Receiver>> receivers;
    private final BiConsumer<P, AwsError> lost;

    /**
     * @param receivers finds what stands behind the ARN of a target or a dead-letter queue
     * @param lost takes what was delivered nowhere, not even to a dead-letter queue
     */
    public Delivery(ScaledClock clock, Function<String, Optional<Receiver>> receivers, BiConsumer<P, AwsError> lost) {
        this.clock = clock;
        this.receivers = receivers;
        this.lost = lost;
    }

    /** Returns at once. */
    public void deliver(P parcel, Duration after) {
        Instant began = clock.instant();
        if (after.isZero()) {
            Thread.startVirtualThread(() -> attempt(parcel, began, 0));
        } else {
            later(after, () -> attempt(parcel, began, 0));
        }
    }

    private void attempt(P parcel, Instant began, int retries) {
        try {
            hand(parcel.target(), parcel.payload(retries + 1), Map.of(), parcel.from());
        } catch (AwsError e) {
            afterFailure(parcel, began, retries, e);
        }
    }

    private void afterFailure(P parcel, Instant began, int retries, AwsError e) {
        Duration pause = pause(retries);
        Instant next = clock.instant().plus(pause);
        RetryPolicy policy = parcel.retries();
        if (isRefusal(e)) {
            bury(parcel, new Failure(e, retries, null));
        } else if (retries >= policy.attempts()) {
            bury(parcel, new Failure(e, retries, Failure.Limit.MAXIMUM_RETRY_ATTEMPTS));
        } else if (next.isAfter(began.plus(policy.age()))) {
            bury(parcel, new Failure(e, retries, Failure.Limit.MAXIMUM_EVENT_AGE));
        } else {
            later(pause, () -> attempt(parcel, began, retries + 1));
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

    private void bury(P parcel, Failure failure) {
        String queue = parcel.deadLetterArn();
        if (queue == null) {
            lost.accept(parcel, failure.error());
            return;
        }
        try {
            hand(queue, parcel.letter(), parcel.labels(failure), parcel.undertaker());
        } catch (AwsError e) {
            lost.accept(parcel, e);
        }
    }

    private void hand(String arn, JsonNode payload, Map<String, String> labels, Caller from) {
        receivers
                .apply(arn)
                .orElseThrow(() -> new AwsError(404, "ResourceNotFoundException", "There is no " + arn))
                .receive(arn, payload, labels, from);
    }

    private void later(Duration pause, Runnable task) {
        Future<?> _ = clock.after(pause, task);
    }
}
