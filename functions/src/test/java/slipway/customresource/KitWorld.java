package slipway.customresource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import slipway.port.Ports;
import slipway.seal.InMemorySeal;
import slipway.seal.Seal;

/**
 * Everything around the kit, in one process and in virtual time: Lambda, which tries three times and then tells the
 * destination for failures; the state machine's loop; and the host that answers go to.
 */
public final class KitWorld {
    public static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Optional<URI> NO_LOCAL = Optional.empty();
    private static final ResponseHosts HOSTS = new ResponseHosts("eu-central-1", NO_LOCAL);

    /** As the state machine has them. */
    private static final int FAILED_LOOKS = 20;

    private static final int LAST_TRIES = 8;

    public final InMemoryRequests requests = new InMemoryRequests();
    /** Every answer that arrived, in order; CloudFormation looks at a request's first. */
    public final List<Arrived> answers = new ArrayList<>();
    /** What lies in the queue of what could not be answered. */
    public final List<String> deadLetters = new ArrayList<>();
    /** Inputs of all executions. */
    public final List<String> executions = new ArrayList<>();

    public Instant now = NOON;
    private final List<CustomResource<?>> resources;
    private final Set<String> names = new HashSet<>();
    private final Deque<Runnable> begun = new ArrayDeque<>();
    private final InMemorySeal seal = new InMemorySeal();
    private int refused;
    private boolean dealtWith;
    private Ports ports = new Ports() {
        @Override
        protected Object call(String name, Effect effect) throws Throwable {
            return effect.happen();
        }
    };

    /** An answer that arrived. */
    public record Arrived(URI url, String text, Instant at) {
        public JsonNode json() {
            try {
                return JSON.readTree(text);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    public KitWorld(CustomResource<?>... resources) {
        this.resources = List.of(resources);
    }

    /** Has a hand in every call of store, seal, host and state machine. */
    public void through(Ports between) {
        ports = between;
    }

    /** The host answers that many times with 503. */
    public void refuse(int times) {
        refused = times;
    }

    /** Delivers a request, as Lambda does with an asynchronous event. */
    public void deliver(JsonNode request) {
        String text = request.toString();
        dealtWith |= tried(() -> taking().take(parsed(text)))
                || tried(() -> givingUp().untaken(parsed(text), "a-lambda-request"));
    }

    /** Whether any function lived to deal with a request; otherwise it is in their dead letters, as it came. */
    boolean hasDealtWithOne() {
        return dealtWith;
    }

    private boolean tried(Runnable invocation) {
        for (int minutes = 1; minutes <= 2; minutes++) {
            if (survived(invocation)) {
                return true;
            }
            now = now.plus(Duration.ofMinutes(minutes));
        }
        return survived(invocation);
    }

    /** Runs every execution to its end. */
    public void run() {
        while (!begun.isEmpty()) {
            begun.remove().run();
        }
    }

    /** Delivers and runs, and gives the first answer. */
    public Arrived answer(JsonNode request) {
        int before = answers.size();
        deliver(request);
        run();
        if (answers.size() == before) {
            throw new AssertionError("no answer came");
        }
        return answers.get(before);
    }

    /** Gives a request up at once, whatever its own execution is at. */
    void giveUp(String key) {
        givingUp().afterLooks(key);
    }

    private void looks(String key) {
        Instant startedAt = now;
        int failures = 0;
        while (failures < FAILED_LOOKS) {
            Optional<Next> next = looked(key, startedAt);
            if (next.isEmpty()) {
                now = now.plusSeconds(Math.min(2L << Math.min(failures, 6), 30));
                failures++;
            } else if (next.get() instanceof Next.Look again) {
                now = now.plus(again.pause());
                failures = 0;
            } else {
                return;
            }
        }
        gaveUp(key);
    }

    private Optional<Next> looked(String key, Instant startedAt) {
        List<Next> next = new ArrayList<>();
        boolean _ = survived(() -> next.add(looking().look(key, startedAt, now)));
        return next.stream().findFirst();
    }

    private void gaveUp(String key) {
        for (int attempt = 0; attempt < LAST_TRIES; attempt++) {
            if (survived(() -> givingUp().afterLooks(key))) {
                return;
            }
            now = now.plusSeconds(Math.min(15L << attempt, 300));
        }
        deadLetters.add(key);
    }

    private static boolean survived(Runnable invocation) {
        try {
            invocation.run();
            return true;
        } catch (RuntimeException | Error e) {
            return false;
        }
    }

    private Taking taking() {
        return new Taking(HOSTS, store(), seals(), waiting(), () -> now);
    }

    private Looking looking() {
        return new Looking(HOSTS, store(), seals(), sender(), resources);
    }

    private GivingUp givingUp() {
        return new GivingUp(HOSTS, store(), seals(), sender(), waiting(), () -> now);
    }

    private Requests store() {
        return ports.inFrontOf(Requests.class, requests);
    }

    private Seal seals() {
        return ports.inFrontOf(Seal.class, seal);
    }

    private Sender sender() {
        return ports.inFrontOf(Sender.class, this::arrive);
    }

    private Waiting waiting() {
        return ports.inFrontOf(Waiting.class, new Machine());
    }

    private void arrive(URI url, byte[] body) {
        if (refused > 0) {
            refused--;
            throw new Sender.NotSent("its host answered 503");
        }
        answers.add(new Arrived(url, new String(body, StandardCharsets.UTF_8), now));
    }

    private final class Machine implements Waiting {
        @Override
        public void begin(String key) {
            start(key, () -> looks(key));
        }

        @Override
        public void giveUp(String key) {
            start(key + "-given-up", () -> gaveUp(key));
        }

        private void start(String name, Runnable execution) {
            if (names.add(name)) {
                executions.add(name);
                begun.add(execution);
            }
        }
    }

    private static JsonNode parsed(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
