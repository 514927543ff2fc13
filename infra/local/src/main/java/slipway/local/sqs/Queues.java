package slipway.local.sqs;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import slipway.local.edge.Authorizer;
import slipway.local.edge.AwsError;
import slipway.local.edge.Caller;
import slipway.local.edge.Place;
import slipway.local.edge.Receiver;
import slipway.local.state.Kept;
import slipway.local.time.ScaledClock;

/**
 * Every queue of this machine. Visibility, delay and retention are scaled time, so a receiver that works in real time
 * and takes long must hold its messages: {@link #receiveHeld}.
 */
public final class Queues implements Receiver, Kept {
    private final Place place;
    private final ScaledClock clock;
    private final Authorizer authorizer;
    private final QueueMetrics metrics;
    private final Map<String, Queue> byName = new ConcurrentHashMap<>();
    private final Map<String, List<Message>> kept = new ConcurrentHashMap<>();

    public Queues(Place place, ScaledClock clock, Authorizer authorizer, QueueMetrics metrics) {
        this.place = place;
        this.clock = clock;
        this.authorizer = authorizer;
        this.metrics = metrics;
    }

    /** Makes the queue and gives its ARN. */
    public String create(QueueSettings settings) {
        Queue queue = new Queue(settings, clock);
        Stream.ofNullable(kept.remove(settings.name()))
                .flatMap(List::stream)
                .forEach(message -> queue.put(message, Duration.ZERO));
        byName.put(settings.name(), queue);
        publish(queue);
        return arn(settings.name());
    }

    ScaledClock clock() {
        return clock;
    }

    public String arn(String name) {
        return place.arn("sqs", name);
    }

    @Override
    public boolean receives(String arn) {
        return arn.startsWith(place.arn("sqs", ""));
    }

    @Override
    public void receive(String arn, JsonNode event, Caller from) {
        receive(arn, event, Map.of(), from);
    }

    @Override
    public void receive(String arn, JsonNode event, Map<String, String> attributes, Caller from) {
        ObjectNode texts = JsonNodeFactory.instance.objectNode();
        attributes.forEach(
                (name, value) -> texts.putObject(name).put("DataType", "String").put("StringValue", value));
        send(arn, event.toString(), texts, queue(arn).settings().delay(), from);
    }

    /** Puts a message into the queue if its sender may. */
    public Message send(String arn, String body, ObjectNode attributes, Duration delay, Caller from) {
        authorizer.authorize(from, "sqs:SendMessage", arn, Map.of());
        return put(arn, body, attributes, delay, from);
    }

    /** Puts a message into the queue; the caller has authorized. */
    Message put(String arn, String body, ObjectNode attributes, Duration delay, Caller from) {
        Message message = Message.of(UUID.randomUUID().toString(), body, attributes, from.arn(), clock.instant());
        Queue queue = queue(arn);
        queue.put(message, delay);
        publish(queue);
        return message;
    }

    /** How long a message that was received stays invisible, in scaled time. */
    public Duration visibility(String arn) {
        return queue(arn).settings().visibility();
    }

    /**
     * Takes up to {@code max} messages and holds them until {@link #delete} or {@link #release}: for whoever handles
     * them in real time, while visibility runs by the scaled clock.
     */
    public List<Message> receiveHeld(String arn, int max, Duration wait) throws InterruptedException {
        return receive(arn, max, wait, queue(arn).settings().visibility(), true);
    }

    List<Message> receive(String arn, int max, Duration wait, Duration visibility, boolean held)
            throws InterruptedException {
        Queue queue = queue(arn);
        Queue.Taken taken = queue.receive(max, wait, visibility, held, this::find);
        taken.exhausted().forEach(leaving -> redrive(queue, leaving));
        if (!taken.isEmpty()) {
            publish(queue);
        }
        return taken.messages();
    }

    private void redrive(Queue from, Queue.Leaving leaving) {
        leaving.to().put(leaving.message().from(arn(from.settings().name())), Duration.ZERO);
        publish(leaving.to());
    }

    public void delete(String arn, String receipt) {
        Queue queue = queue(arn);
        queue.delete(receipt);
        publish(queue);
    }

    /** Ends the hold of a message that was not handled: visible again when its visibility time-out has passed. */
    public void release(String arn, String receipt) {
        Queue queue = queue(arn);
        queue.release(receipt);
        publish(queue);
    }

    boolean changeVisibility(String arn, String receipt, Duration visibility) {
        Queue queue = queue(arn);
        boolean done = queue.changeVisibility(receipt, visibility);
        publish(queue);
        return done;
    }

    /** @throws AwsError PurgeQueueInProgress within a minute of the last one */
    void purge(String arn) {
        Queue queue = queue(arn);
        if (!queue.purge()) {
            throw new AwsError(
                    403,
                    "PurgeQueueInProgress",
                    "Only one PurgeQueue operation on %s is allowed every 60 seconds."
                            .formatted(queue.settings().name()));
        }
        publish(queue);
    }

    /** With its messages. */
    void deleteQueue(String arn) {
        byName.remove(queue(arn).settings().name());
    }

    /**
     * Moves the oldest visible message as if it were sent now; false if there is none.
     *
     * @throws AwsError QueueDoesNotExist, or what {@code destination} throws: the message stays where it is
     */
    boolean move(String arn, Function<Message, String> destination) {
        Queue source = queue(arn);
        Optional<Queue.Leaving> oldest = source.pull(message -> queue(destination.apply(message)));
        oldest.ifPresent(leaving -> {
            leaving.to().put(leaving.message().anew(clock.instant()), Duration.ZERO);
            publish(source);
            publish(leaving.to());
        });
        return oldest.isPresent();
    }

    /** The queues that send their dead letters there. */
    List<String> sourcesOf(String deadLetterArn) {
        return names().filter(name -> {
                    QueueSettings.Redrive redrive = queue(name).settings().redrive();
                    return redrive != null && redrive.deadLetterArn().equals(deadLetterArn);
                })
                .toList();
    }

    /** The messages of every queue by its name, visible or not, for who only looks: nothing is received. */
    public SortedMap<String, List<Message>> messages() {
        SortedMap<String, List<Message>> messages = new TreeMap<>();
        byName.forEach((name, queue) -> messages.put(name, queue.messages()));
        return messages;
    }

    /** The names of the queues that take what another one gives up. */
    public Set<String> deadLetterQueues() {
        return byName.values().stream()
                .map(queue -> queue.settings().redrive())
                .filter(Objects::nonNull)
                .map(redrive -> redrive.deadLetterArn()
                        .substring(redrive.deadLetterArn().lastIndexOf(':') + 1))
                .collect(Collectors.toSet());
    }

    Stream<String> names() {
        return byName.keySet().stream().sorted();
    }

    /** The queue, by ARN or by name. */
    Queue queue(String arn) {
        return find(arn)
                .orElseThrow(
                        () -> new AwsError(400, "QueueDoesNotExist", "The specified queue does not exist: " + arn));
    }

    private Optional<Queue> find(String arn) {
        return Optional.ofNullable(byName.get(arn.substring(arn.lastIndexOf(':') + 1)))
                .filter(queue ->
                        arn.indexOf(':') < 0 || arn.equals(arn(queue.settings().name())));
    }

    @Override
    public String name() {
        return "messages";
    }

    @Override
    public JsonNode contents() {
        Map<String, List<Message>> all = new TreeMap<>(kept);
        byName.forEach((name, queue) -> all.put(name, queue.messages()));
        return JSON.valueToTree(all);
    }

    @Override
    public void restore(JsonNode contents) {
        contents.properties()
                .forEach(one -> kept.put(
                        one.getKey(), JSON.convertValue(one.getValue(), new TypeReference<List<Message>>() {})));
    }

    private void publish(Queue queue) {
        metrics.depth(queue.settings().name(), queue.visibleCount());
        metrics.oldest(queue.settings().name(), queue.oldest());
    }
}
