package slipway.local.cloudwatch;

import java.util.Map;
import java.util.Set;
import slipway.local.assembly.ResourceProvider;
import slipway.local.edge.Place;
import slipway.local.json.Properties;

/** Makes alarms from templates. */
public final class AlarmResources implements ResourceProvider {
    private final Alarms alarms;
    private final Place place;

    public AlarmResources(Alarms alarms, Place place) {
        this.alarms = alarms;
        this.place = place;
    }

    @Override
    public Set<String> types() {
        return Set.of("AWS::CloudWatch::Alarm");
    }

    @Override
    public Made make(Wanted wanted) {
        Properties properties = Properties.of(wanted, AlarmReader.KNOWN);
        String name = properties.text("AlarmName", properties.generatedName());
        String arn = place.arn("cloudwatch", "alarm:" + name);
        alarms.put(new AlarmReader(wanted.properties(), properties::wrong).read(arn, name));
        return new Made(name, Map.of("Arn", arn));
    }

    /** In its place, or, under another name, a new one. */
    @Override
    public Made update(Wanted wanted, Wanted before, Made made) {
        return make(wanted);
    }

    @Override
    public void delete(Wanted was, Made made) {
        alarms.delete(made.physicalId());
    }
}
