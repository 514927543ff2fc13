package slipway.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import slipway.port.CrashPoint;
import slipway.port.FunctionContext;
import slipway.rollout.Functions;
import slipway.rollout.Functions.Name;

/** Brings events to their functions as EventBridge, SQS and Lambda do, with the template's numbers, and keeps what died. */
final class Deliveries {
    private static final Duration TIMEOUT = Duration.ofMinutes(1);
    private static final Duration PUSH_TIMEOUT = Duration.ofMinutes(3);
    private static final Duration VISIBILITY = PUSH_TIMEOUT.multipliedBy(6);
    private static final int RECEIVES = 5;
    private static final int BATCH = 10;

    /** docs.aws.amazon.com/lambda/latest/dg/services-sqs-scaling.html: five at first, 300 more a minute. */
    private static final int POLLERS = 5;

    private static final Duration ANOTHER_POLLER = Duration.ofMillis(200);

    /** docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html: a minute before the first, two before the second. */
    private static final List<Duration> RETRIES = List.of(Duration.ofMinutes(1), Duration.ofMinutes(2));

    private static final ObjectMapper JSON = new ObjectMapper();

    private final VirtualTime time;
    private final Services services;
    private final Functions functions;
    private final FunctionContext context;
    private final Deque<Message> visible = new ArrayDeque<>();
    private final List<String> dead = new ArrayList<>();
    private int polling;
    private boolean growing;
    private long number;

    Deliveries(VirtualTime time, Services services, Functions functions) {
        this.time = time;
        this.services = services;
        this.functions = functions;
        this.context = new FunctionContext("image-pushed", "request", services::remainingMillis);
    }

    private static final class Message {
        private final String id;
        private final String body;
        private int receives;

        private Message(String id, String body) {
            this.id = id;
            this.body = body;
        }
    }

    /** What no try could deliver. */
    List<String> dead() {
        return dead;
    }

    /** A push's event, which goes to the queue. */
    void queue(String event) {
        services.make("events:Invocation");
        number++;
        visible(new Message(String.valueOf(number), event));
    }

    private void visible(Message message) {
        visible.add(message);
        if (polling < POLLERS) {
            poll();
        } else if (!growing) {
            growing = true;
            time.after(ANOTHER_POLLER, this::grow);
        }
    }

    private void grow() {
        growing = !visible.isEmpty();
        if (growing) {
            poll();
            time.after(ANOTHER_POLLER, this::grow);
        }
    }

    private void poll() {
        polling++;
        time.after(Duration.ZERO, () -> {
            while (!visible.isEmpty()) {
                receive();
            }
            polling--;
        });
    }

    private void receive() {
        List<Message> batch = new ArrayList<>();
        while (batch.size() < BATCH && !visible.isEmpty()) {
            batch.add(visible.remove());
        }
        ObjectNode records = JSON.createObjectNode();
        batch.forEach(message -> records.withArray("Records")
                .addObject()
                .put("messageId", message.id)
                .put("body", message.body));
        Set<String> failed = new HashSet<>();
        try {
            services.within(PUSH_TIMEOUT, () -> failed.addAll(failures(records)));
        } catch (RuntimeException | CrashPoint.Death e) {
            batch.forEach(message -> failed.add(message.id));
        }
        batch.stream().filter(message -> failed.contains(message.id)).forEach(this::again);
    }

    private List<String> failures(ObjectNode records) {
        try {
            return JSON.readTree(functions.call(Name.IMAGE_PUSHED, records.toString(), context))
                    .path("batchItemFailures")
                    .valueStream()
                    .map(failure -> failure.path("itemIdentifier").asText())
                    .toList();
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    private void again(Message message) {
        message.receives++;
        if (message.receives >= RECEIVES) {
            dead.add(message.body);
        } else {
            time.after(VISIBILITY, () -> visible(message));
        }
    }

    /** An event for a function, which Lambda invokes asynchronously. */
    void invoke(Name function, JsonNode event) {
        time.after(Duration.ZERO, () -> {
            services.make("events:Invocation");
            invoke(function, event.toString(), 0);
        });
    }

    private void invoke(Name function, String event, int tries) {
        try {
            services.within(TIMEOUT, () -> functions.call(function, event));
        } catch (RuntimeException | CrashPoint.Death e) {
            if (tries >= RETRIES.size()) {
                dead.add(event);
            } else {
                time.after(RETRIES.get(tries), () -> invoke(function, event, tries + 1));
            }
        }
    }
}
