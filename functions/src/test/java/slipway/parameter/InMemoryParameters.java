package slipway.parameter;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Parameter Store in memory: every write has a version and a writer. */
public final class InMemoryParameters implements Parameters {
    private static final int REMEMBERED = 100;

    private final Map<String, List<Write>> writes = new HashMap<>();
    private final Map<String, Instant> times = new HashMap<>();
    private Instant now = Instant.EPOCH;
    private String writer = "arn:aws:iam::111122223333:user/nobody";

    /** Whose writes the next ones are. */
    public InMemoryParameters as(String arn) {
        writer = arn;
        return this;
    }

    @Override
    public Optional<String> get(String name) {
        return Optional.ofNullable(writes.get(name)).map(all -> all.getLast().value());
    }

    /** When the next writes are made. */
    public InMemoryParameters at(Instant time) {
        now = time;
        return this;
    }

    @Override
    public Map<String, Last> last(Collection<String> names) {
        Map<String, Last> found = new HashMap<>();
        names.forEach(name -> history(name).stream()
                .reduce((first, second) -> second)
                .ifPresent(last -> found.put(
                        name, new Last(last.value(), last.version(), times.getOrDefault(name, Instant.EPOCH)))));
        return found;
    }

    @Override
    public void names(String path, Consumer<String> each) {
        String root = path + "/";
        List.copyOf(writes.keySet()).stream()
                .filter(name -> name.startsWith(root) && name.indexOf('/', root.length()) < 0)
                .forEach(each);
    }

    @Override
    public void put(String name, String value) {
        List<Write> all = writes.computeIfAbsent(name, n -> new ArrayList<>());
        times.put(name, now);
        all.add(new Write(all.isEmpty() ? 1 : all.getLast().version() + 1, value, writer));
        if (all.size() > REMEMBERED) {
            all.removeFirst();
        }
    }

    @Override
    public void remove(String name) {
        writes.remove(name);
    }

    @Override
    public List<Write> history(String name) {
        return List.copyOf(writes.getOrDefault(name, List.of()));
    }

    /** Every write of every parameter. */
    @Override
    public String toString() {
        return writes.toString();
    }
}
