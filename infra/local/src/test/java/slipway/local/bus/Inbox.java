package slipway.local.bus;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import slipway.local.edge.AwsError;
import slipway.local.edge.Caller;
import slipway.local.edge.Receiver;

/** Takes what is delivered, or fails as often as a test wants. */
public final class Inbox implements Receiver {
    /** One delivery. */
    public record Got(String arn, JsonNode event, Map<String, String> attributes, Caller from) {}

    private final LinkedBlockingQueue<Got> got = new LinkedBlockingQueue<>();
    private final Map<String, List<AwsError>> troubles = new ConcurrentHashMap<>();

    /** The next deliveries to this ARN fail, each with one of these. */
    public void fail(String arn, AwsError... errors) {
        troubles.put(arn, new CopyOnWriteArrayList<>(errors));
    }

    public Optional<Receiver> find(String arn) {
        return receives(arn) ? Optional.of(this) : Optional.empty();
    }

    /** The next delivery, waiting for it. */
    public Got next() throws InterruptedException {
        Got next = got.poll(20, TimeUnit.SECONDS);
        if (next == null) {
            throw new AssertionError("Nothing was delivered");
        }
        return next;
    }

    public int waiting() {
        return got.size();
    }

    @Override
    public boolean receives(String arn) {
        return !arn.endsWith(":missing");
    }

    @Override
    public void receive(String arn, JsonNode event, Caller from) {
        receive(arn, event, Map.of(), from);
    }

    @Override
    public void receive(String arn, JsonNode event, Map<String, String> attributes, Caller from) {
        List<AwsError> errors = troubles.getOrDefault(arn, List.of());
        if (!errors.isEmpty()) {
            throw errors.removeFirst();
        }
        got.add(new Got(arn, event, attributes, from));
    }
}
