package slipway.customresource;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/** A custom resource for tests: things of a name, each of which takes some looks to be made, changed or deleted. */
final class Things implements CustomResource<Things.Wanted> {
    static final String TYPE = "Custom::Thing";
    private static final Duration PAUSE = Duration.ofSeconds(20);

    /** What there is, by id: the key of the request that made it, and its size. */
    final Map<String, Wanted> there = new TreeMap<>();
    /** What was asked, in order. */
    final List<String> asked = new ArrayList<>();

    /** Looks that everything takes. */
    int looks = 1;

    /** What happens at a look instead, if it gives something. */
    Supplier<Optional<Step>> instead = Optional::empty;

    record Wanted(String name, long size) {}

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public Wanted read(Properties properties) {
        Wanted wanted = new Wanted(properties.text("Name"), properties.number("Size", 1, 100, 1));
        properties.optional("Secret");
        properties.refuseOthers();
        return wanted;
    }

    @Override
    public Step create(Work<Wanted> work) {
        asked.add("create " + work.wanted());
        String id = work.wanted().name() + "-" + work.subject().key().substring(0, 8);
        return step(work.note(), () -> {
            there.put(id, work.wanted());
            return id;
        });
    }

    @Override
    public Step update(Work<Wanted> work) {
        asked.add("update %s from %s".formatted(work.wanted(), work.before()));
        String id = work.id().orElseThrow().value();
        return step(work.note(), () -> {
            there.put(id, work.wanted());
            return id;
        });
    }

    @Override
    public Step delete(Deletion deletion) {
        asked.add("delete " + deletion.id());
        return step(deletion.note(), () -> {
            there.remove(deletion.id().value());
            return deletion.id().value();
        });
    }

    private Step step(String note, Supplier<String> effect) {
        Optional<Step> other = instead.get();
        if (other.isPresent()) {
            return other.get();
        }
        PhysicalId id = new PhysicalId(effect.get());
        int look = note.isEmpty() ? 1 : Integer.parseInt(note) + 1;
        if (look < looks) {
            return new Step.LookAgain(PAUSE, String.valueOf(look), Optional.of(id), "the thing to be there");
        }
        return Step.Done.of(id, new TreeMap<>(Map.of("Arn", "arn:thing:" + id)));
    }
}
