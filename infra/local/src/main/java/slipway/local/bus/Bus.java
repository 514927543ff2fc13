package slipway.local.bus;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import slipway.local.delivery.Delivery;
import slipway.local.delivery.Roles;
import slipway.local.edge.Authorizer;
import slipway.local.edge.AwsError;
import slipway.local.edge.Caller;
import slipway.local.edge.Place;
import slipway.local.edge.Receiver;
import slipway.local.time.ScaledClock;

/** The event buses and their rules. */
public final class Bus implements Receiver {
    public static final String DEFAULT = "default";

    private final Place place;
    private final Authorizer authorizer;
    private final Roles roles;
    private final Delivery<RuleParcel> delivery;
    private final Buses buses = new Buses();
    private final Rules rules;
    private final List<Undelivered> undelivered = new CopyOnWriteArrayList<>();
    private volatile BusFaults faults = BusFaults.NONE;

    /**
     * @param roles for the targets that are called in a role of their own
     * @param receivers finds what stands behind the ARN of a target or a dead-letter queue
     */
    public Bus(
            Place place,
            ScaledClock clock,
            Authorizer authorizer,
            Roles roles,
            Function<String, Optional<Receiver>> receivers) {
        this.place = place;
        this.authorizer = authorizer;
        this.roles = roles;
        this.delivery = new Delivery<>(
                clock,
                receivers,
                (lost, why) -> undelivered.add(new Undelivered(lost.rule(), lost.to(), lost.event(), why)));
        this.rules = new Rules(place, clock, this::due);
        create(DEFAULT);
    }

    /** Makes a bus, or leaves the one that is there; gives its ARN. */
    public String create(String name) {
        buses.create(name);
        return arn(name);
    }

    public String arn(String bus) {
        return place.arn("events", "event-bus/" + bus);
    }

    /** Makes or replaces a rule. */
    public void put(Rule rule) {
        buses.require(rule.bus());
        rules.put(rule);
    }

    /** The rules of a bus by name. */
    public List<Rule> rules(String bus) {
        return rules.of(bus);
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
        List<Rule> matching =
                rules.of(bus).stream().filter(rule -> rule.matches(event)).toList();
        buses.keep(bus, event, matching.stream().map(Rule::name).toList());
        matching.forEach(rule -> deliver(rule, event));
    }

    private void due(Rule rule, ObjectNode event) {
        buses.keep(rule.bus(), event, List.of(rule.name()));
        deliver(rule, event);
    }

    private void deliver(Rule rule, ObjectNode event) {
        for (Rule.Target target : rule.targets()) {
            for (Duration after : faults.deliveries(rule, target, event)) {
                delivery.deliver(new RuleParcel(rule, target, event.deepCopy(), roles), after);
            }
        }
    }

    /** The last events of a bus, the oldest first. */
    public List<Archived> archived(String bus) {
        return buses.archived(bus);
    }

    /** Events that reached neither their target nor a dead-letter queue. */
    public List<Undelivered> undelivered() {
        return List.copyOf(undelivered);
    }

    /** The names of all buses. */
    public Set<String> names() {
        return Set.copyOf(buses.names());
    }

    Buses buses() {
        return buses;
    }

    Rules rules() {
        return rules;
    }

    @Override
    public boolean receives(String arn) {
        return arn.startsWith(arn(""));
    }

    /** A rule can have another bus as its target. */
    @Override
    public void receive(String arn, JsonNode event, Caller from) {
        String bus = arn.substring(arn("").length());
        buses.require(bus);
        authorizer.authorize(from, "events:PutEvents", arn, Map.of());
        if (!(event instanceof ObjectNode object)) {
            throw new AwsError(400, "InvalidArgument", "Not an event");
        }
        publish(bus, object);
    }
}
