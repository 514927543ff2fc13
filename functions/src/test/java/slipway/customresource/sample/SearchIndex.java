package slipway.customresource.sample;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import slipway.customresource.CustomResource;
import slipway.customresource.Deletion;
import slipway.customresource.PhysicalId;
import slipway.customresource.Properties;
import slipway.customresource.Step;
import slipway.customresource.Work;

/** {@code Custom::SearchIndex}: an index takes minutes to be there, and to be gone. */
public record SearchIndex(SearchService service) implements CustomResource<SearchIndex.Wanted> {
    record Wanted(String name, long shards) {}

    @Override
    public String type() {
        return "Custom::SearchIndex";
    }

    @Override
    public Wanted read(Properties properties) {
        Wanted wanted = new Wanted(properties.text("Name"), properties.number("Shards", 1, 20, 1));
        properties.refuseOthers();
        return wanted;
    }

    @Override
    public Step create(Work<Wanted> work) {
        String id = service.make(
                work.wanted().name(), work.wanted().shards(), work.subject().key());
        return ready(id);
    }

    @Override
    public Step update(Work<Wanted> work) {
        if (!work.before().map(Wanted::name).equals(Optional.of(work.wanted().name()))) {
            return create(work); // Another id: CloudFormation deletes the one before when the stack's update is over.
        }
        service.resize(work.id().orElseThrow().value(), work.wanted().shards());
        return ready(work.id().orElseThrow().value());
    }

    @Override
    public Step delete(Deletion deletion) {
        service.delete(deletion.id().value());
        return service.exists(deletion.id().value())
                ? again(deletion.id().value(), "the index to be gone")
                : Step.Done.of(deletion.id(), new TreeMap<>());
    }

    private Step ready(String id) {
        return service.isReady(id)
                ? Step.Done.of(new PhysicalId(id), new TreeMap<>(Map.of("Url", service.url(id))))
                : again(id, "the index to be ready");
    }

    private static Step again(String id, String waitingFor) {
        return new Step.LookAgain(Duration.ofSeconds(15), "made", Optional.of(new PhysicalId(id)), waitingFor);
    }
}
