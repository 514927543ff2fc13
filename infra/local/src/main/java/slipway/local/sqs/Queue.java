package slipway.local.sqs;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import slipway.local.sqs.QueueSettings.Redrive;
import slipway.local.time.ScaledClock;

/** One queue's messages. Every method holds the queue's lock; nothing here waits but {@link #receive}. */
final class Queue {
    /**
     * What one look at the queue found.
     *
     * @param exhausted messages that were received too often
     */
    record Taken(List<Message> messages, List<Leaving> exhausted) {
        boolean isEmpty() {
            return messages.isEmpty() && exhausted.isEmpty();
        }
    }

    /**
     * A message that is here no more, and the queue that the caller puts it into, outside this queue's lock: two queues
     * may send to each other.
     */
    record Leaving(Message message, Queue to) {}

    /** A poll looks again at least this often, because messages become visible by scaled time. */
    private static final long LOOK_AGAIN_MILLIS = 20;

    private static final Duration PURGE_AGAIN = Duration.ofSeconds(60);

    private static final class Slot {
        private Message message;
        private Instant visibleFrom;
        private boolean held;

        Slot(Message message, Instant visibleFrom) {
            this.message = message;
            this.visibleFrom = visibleFrom;
        }
    }

    private volatile QueueSettings settings;
    private final ScaledClock clock;
    private final Instant created;
    private volatile Instant modified;
    private @Nullable Instant purged;
    private final Map<String, Slot> slots = new LinkedHashMap<>();

    Queue(QueueSettings settings, ScaledClock clock) {
        this.settings = settings;
        this.clock = clock;
        this.created = clock.instant();
        this.modified = created;
    }

    QueueSettings settings() {
        return settings;
    }

    void settings(QueueSettings changed) {
        settings = changed;
        modified = clock.instant();
    }

    Instant created() {
        return created;
    }

    Instant modified() {
        return modified;
    }

    synchronized void put(Message message, Duration delay) {
        slots.put(message.id(), new Slot(message, clock.instant().plus(delay)));
        notifyAll();
    }

    /**
     * Takes visible messages, waiting for the first one.
     *
     * @param wait real time
     * @param visibility scaled time after which they are visible again
     * @param held they stay invisible beyond that, until deleted or released
     * @param queues finds the dead-letter queue: while it is missing, messages stay and are lent on
     */
    synchronized Taken receive(
            int max, Duration wait, Duration visibility, boolean held, Function<String, Optional<Queue>> queues)
            throws InterruptedException {
        long end = System.nanoTime() + wait.toNanos();
        Taken taken = take(max, visibility, held, queues);
        while (taken.isEmpty() && System.nanoTime() < end) {
            wait(LOOK_AGAIN_MILLIS);
            taken = take(max, visibility, held, queues);
        }
        return taken;
    }

    private Taken take(int max, Duration visibility, boolean held, Function<String, Optional<Queue>> queues) {
        Instant now = clock.instant();
        slots.values().removeIf(slot -> now.isAfter(slot.message.sent().plus(settings.retention())));
        Taken taken = new Taken(new ArrayList<>(), new ArrayList<>());
        Iterator<Slot> visible = slots.values().stream()
                .filter(slot -> visible(slot, now))
                .toList()
                .iterator();
        while (visible.hasNext() && taken.messages().size() < max) {
            Slot slot = visible.next();
            Optional<Queue> deadLetters = deadLetters(slot.message, queues);
            if (deadLetters.isPresent()) {
                slots.remove(slot.message.id());
                taken.exhausted().add(new Leaving(slot.message, deadLetters.get()));
            } else {
                taken.messages().add(lend(slot, now, visibility, held));
            }
        }
        return taken;
    }

    private static Message lend(Slot slot, Instant now, Duration visibility, boolean held) {
        slot.message = slot.message.received(now, slot.message.id() + "#" + UUID.randomUUID());
        slot.visibleFrom = now.plus(visibility);
        slot.held = held;
        return slot.message;
    }

    private static boolean visible(Slot slot, Instant now) {
        return !slot.held && !now.isBefore(slot.visibleFrom);
    }

    /** Where a message goes that was received too often. */
    private Optional<Queue> deadLetters(Message message, Function<String, Optional<Queue>> queues) {
        return Optional.ofNullable(settings.redrive())
                .filter(redrive -> message.receiveCount() >= redrive.maxReceiveCount())
                .map(Redrive::deadLetterArn)
                .flatMap(queues);
    }

    /** Deletes by any receipt of the message, as AWS mostly does; an unknown one is no error. */
    synchronized void delete(String receipt) {
        slots.remove(messageId(receipt));
    }

    /** Whether the message is still here, received or not. */
    synchronized boolean has(String receipt) {
        return slots.containsKey(messageId(receipt));
    }

    /** False if the message is gone or visible: then its time-out cannot be changed. */
    synchronized boolean changeVisibility(String receipt, Duration visibility) {
        Slot slot = slots.get(messageId(receipt));
        if (slot == null || visible(slot, clock.instant())) {
            return false;
        }
        slot.visibleFrom = clock.instant().plus(visibility);
        notifyAll();
        return true;
    }

    /** Ends a hold: the message is visible again when its time-out has passed, which may be at once. */
    synchronized void release(String receipt) {
        Optional.ofNullable(slots.get(messageId(receipt))).ifPresent(slot -> slot.held = false);
        notifyAll();
    }

    /** All that are here, received or not, the oldest first. */
    synchronized List<Message> messages() {
        return slots.values().stream().map(slot -> slot.message).toList();
    }

    /** False if the last purge was less than a minute ago: then nothing is done. */
    synchronized boolean purge() {
        Instant now = clock.instant();
        if (purged != null && now.isBefore(purged.plus(PURGE_AGAIN))) {
            return false;
        }
        purged = now;
        slots.clear();
        return true;
    }

    /**
     * Takes a visible message away for good, the oldest first; empty if there is none.
     *
     * @param destination where it goes: if that throws, the message stays
     */
    synchronized Optional<Leaving> pull(Function<Message, Queue> destination) {
        Instant now = clock.instant();
        Optional<Leaving> oldest = slots.values().stream()
                .filter(slot -> visible(slot, now))
                .findFirst()
                .map(slot -> new Leaving(slot.message, destination.apply(slot.message)));
        oldest.ifPresent(leaving -> slots.remove(leaving.message().id()));
        return oldest;
    }

    synchronized int visibleCount() {
        Instant now = clock.instant();
        return (int) slots.values().stream().filter(slot -> visible(slot, now)).count();
    }

    /** When the oldest message was sent, visible or not; null if there is none. */
    synchronized @Nullable Instant oldest() {
        return slots.values().stream()
                .map(slot -> slot.message.sent())
                .min(Comparator.naturalOrder())
                .orElse(null);
    }

    /** Received and not deleted yet. */
    synchronized int invisibleCount() {
        return slots.size() - visibleCount() - delayedCount();
    }

    /** Not to be seen yet. */
    synchronized int delayedCount() {
        Instant now = clock.instant();
        return (int) slots.values().stream()
                .filter(slot -> slot.message.receiveCount() == 0 && !visible(slot, now))
                .count();
    }

    private static String messageId(String receipt) {
        int end = receipt.indexOf('#');
        return end < 0 ? receipt : receipt.substring(0, end);
    }
}
