package slipway.local.bus;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import slipway.local.edge.Authorizer;
import slipway.local.edge.AwsError;
import slipway.local.edge.Caller;
import slipway.local.edge.Place;
import slipway.local.edge.Receiver;
import slipway.local.time.ScaledClock;

/** The event buses and their rules. */
public final class Bus implements Receiver {
    public static final String DEFAULT = "default";
    private static final int ARCHIVED = 1000;

    private final Place place;
    private final Authorizer authorizer;
    private final Delivery delivery;
    private final Map<String, Deque<Archived>> archives = new ConcurrentHashMap<>();
    private final Map<String, Rule> rules = new ConcurrentHashMap<>();
    private volatile BusFaults faults = BusFaults.NONE;

    /** @param receivers finds what stands behind the ARN of a target or a dead-letter queue */
    public Bus(Place place, ScaledClock clock, Authorizer authorizer, Function<String, Optional<Receiver>> receivers) {
        this.place = place;
        this.authorizer = authorizer;
        this.delivery = new Delivery(clock, receivers);
        create(DEFAULT);
    }

    /** Makes a bus, or leaves the one that is there; gives its ARN. */
    public String create(String name) {
        archives.computeIfAbsent(name, _ -> new ArrayDeque<>());
        return arn(name);
    }

    public String arn(String bus) {
        return place.arn("events", "event-bus/" + bus);
    }

    /** Makes or replaces a rule. */
    public void put(Rule rule) {
        archive(rule.bus());
        rules.put(rule.arn(), rule);
    }

    /** The rules of a bus by name. */
    public List<Rule> rules(String bus) {
        return rules.values().stream()
                .filter(rule -> rule.bus().equals(bus))
                .sorted(Comparator.comparing(Rule::name))
                .toList();
    }

    /** Switches what goes wrong in deliveries. */
    public void faults(BusFaults wanted) {
        faults = wanted;
    }

    /**
     * Puts an event, in EventBridge's envelope, on a bus. Returns before it is delivered.
     *
     * @throws AwsError ResourceNotFoundException when there is no such bus
     */
    public void publish(String bus, ObjectNode event) {
        List<String> matched = new ArrayList<>();
        List<Rule> matching =
                rules(bus).stream().filter(rule -> rule.matches(event)).toList();
        matching.forEach(rule -> matched.add(rule.name()));
        keep(archive(bus), new Archived(event.deepCopy(), List.copyOf(matched)));
        for (Rule rule : matching) {
            for (Rule.Target target : rule.targets()) {
                for (Duration after : faults.deliveries(rule, target, event)) {
                    delivery.deliver(rule, target, event.deepCopy(), after);
                }
            }
        }
    }

    /** The last events of a bus, the oldest first. */
    public List<Archived> archived(String bus) {
        Deque<Archived> archive = archive(bus);
        synchronized (archive) {
            return List.copyOf(archive);
        }
    }

    /** The names of all buses. */
    public Set<String> names() {
        return Set.copyOf(archives.keySet());
    }

    /** Events that reached neither their target nor a dead-letter queue. */
    public List<Undelivered> undelivered() {
        return delivery.undelivered();
    }

    boolean exists(String bus) {
        return archives.containsKey(bus);
    }

    private Deque<Archived> archive(String bus) {
        Deque<Archived> archive = archives.get(bus);
        if (archive == null) {
            throw new AwsError(400, "ResourceNotFoundException", "Event bus " + bus + " does not exist.");
        }
        return archive;
    }

    private static void keep(Deque<Archived> archive, Archived event) {
        synchronized (archive) {
            archive.addLast(event);
            if (archive.size() > ARCHIVED) {
                archive.removeFirst();
            }
        }
    }

    @Override
    public boolean receives(String arn) {
        return arn.startsWith(arn(""));
    }

    /** A rule can have another bus as its target. */
    @Override
    public void receive(String arn, JsonNode event, Caller from) {
        String bus = arn.substring(arn("").length());
        archive(bus);
        authorizer.authorize(from, "events:PutEvents", arn, Map.of());
        if (!(event instanceof ObjectNode object)) {
            throw new AwsError(400, "InvalidArgument", "Not an event");
        }
        publish(bus, object);
    }
}
