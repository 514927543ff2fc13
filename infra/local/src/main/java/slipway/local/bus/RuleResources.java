package slipway.local.bus;

import java.util.List;
import java.util.Map;
import java.util.Set;
import slipway.local.assembly.ResourceProvider;
import slipway.local.edge.Place;
import slipway.local.json.Properties;

/** Makes rules from templates. */
public final class RuleResources implements ResourceProvider {
    private static final Set<String> KNOWN = Set.of(
            "Name", "Description", "EventBusName", "EventPattern", "ScheduleExpression", "State", "Targets", "Tags");

    private final Bus bus;
    private final Place place;

    public RuleResources(Bus bus, Place place) {
        this.bus = bus;
        this.place = place;
    }

    @Override
    public Set<String> types() {
        return Set.of("AWS::Events::Rule");
    }

    @Override
    public Made make(Wanted wanted) {
        Properties properties = Properties.of(wanted, KNOWN);
        RuleReader reader = new RuleReader(properties::wrong);
        String name = properties.text("Name", properties.generatedName());
        String busName = properties.text("EventBusName", Bus.DEFAULT);
        String onBus = busName.substring(busName.lastIndexOf('/') + 1);
        String arn = arn(place, onBus, name);
        List<Rule.Target> targets = reader.targets(properties.get("Targets"));
        if (targets.size() > RuleReader.MOST_TARGETS) {
            throw properties.wrong("Targets", "has more than 5 entries");
        }
        bus.put(new Rule(arn, name, onBus, trigger(reader, properties, onBus), enabled(properties), targets));
        String physicalId = onBus.equals(Bus.DEFAULT) ? name : onBus + "|" + name;
        return new Made(physicalId, Map.of("Arn", arn));
    }

    /** In its place, or, under another name or on another bus, a new one. */
    @Override
    public Made update(Wanted wanted, Wanted before, Made made) {
        return make(wanted);
    }

    @Override
    public void delete(Wanted was, Made made) {
        bus.rules().delete(String.valueOf(made.attributes().get("Arn")));
    }

    private static Rule.Trigger trigger(RuleReader reader, Properties properties, String bus) {
        return reader.trigger(
                bus,
                properties.get("EventPattern"),
                properties.has("ScheduleExpression") ? properties.text("ScheduleExpression") : null,
                properties.text("Description", ""));
    }

    private static boolean enabled(Properties properties) {
        return !properties.text("State", "ENABLED").equals("DISABLED");
    }

    static String arn(Place place, String bus, String rule) {
        return place.arn("events", "rule/" + (bus.equals(Bus.DEFAULT) ? "" : bus + "/") + rule);
    }
}
