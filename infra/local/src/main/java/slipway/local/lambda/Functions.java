package slipway.local.lambda;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import slipway.local.edge.AwsError;
import slipway.local.edge.Place;

/** Functions, their versions, aliases and asynchronous settings, by name. */
final class Functions implements AutoCloseable {

    /**
     * What an invocation reaches.
     *
     * @param invokedArn as it was asked for, with the qualifier if there was one
     * @param async the settings of exactly this qualifier: those of the unpublished code miss calls through an alias
     */
    record Target(
            FunctionSpec function,
            String invokedArn,
            Pool pool,
            AsyncSettings async,
            Liveness liveness,
            Reservation reservation) {

        /** @throws AwsError where the function takes no event now */
        void admit() {
            liveness.require();
            reservation.admit();
        }
    }

    private record Version(FunctionSpec function, Pool pool, Liveness liveness) {}

    private static final class Entry {
        private volatile Version latest;
        private final List<Version> published = new CopyOnWriteArrayList<>();
        private final Map<String, String> aliases = new ConcurrentSkipListMap<>();
        private final Map<String, AsyncSettings> async = new ConcurrentHashMap<>();
        private final Map<String, List<ObjectNode>> permissions = new ConcurrentHashMap<>();
        private final Reservation reservation;

        Entry(Version latest, Reservation reservation) {
            this.latest = latest;
            this.reservation = reservation;
        }
    }

    private final Map<String, Entry> byName = new ConcurrentSkipListMap<>();
    private final LambdaSettings settings;

    Functions(LambdaSettings settings) {
        this.settings = settings;
    }

    Place place() {
        return settings.place();
    }

    String arn(FunctionRef ref) {
        String arn = place().arn("lambda", "function:" + ref.name());
        return ref.qualifier() == null ? arn : arn + ":" + ref.qualifier();
    }

    /** Makes the function, or gives an existing one new code and configuration. */
    void put(FunctionSpec function) {
        Version version = version(function);
        Entry entry = byName.computeIfAbsent(
                function.name(), name -> new Entry(version, new Reservation(name, settings.metrics())));
        entry.latest = version;
    }

    private Version version(FunctionSpec function) {
        return new Version(
                function, new Pool(function, settings), new Liveness(settings.clock(), function.isRestored()));
    }

    /** Freezes what the function is now, and gives the version's number. */
    String publish(String name) {
        Entry entry = entry(name);
        synchronized (entry) {
            String number = String.valueOf(entry.published.size() + 1);
            FunctionSpec frozen = entry.latest.function().published(number);
            entry.published.add(version(frozen));
            return number;
        }
    }

    void alias(String name, String alias, String version) {
        version(name, entry(name), version);
        entry(name).aliases.put(alias, version);
    }

    void async(String name, String qualifier, AsyncSettings configured) {
        entry(name).async.put(qualifier, configured);
    }

    Target target(FunctionRef ref) {
        Entry entry = entry(ref.name());
        String qualifier = ref.qualifierOrLatest();
        Version version = version(ref.name(), entry, entry.aliases.getOrDefault(qualifier, qualifier));
        AsyncSettings async = entry.async.getOrDefault(qualifier, AsyncSettings.DEFAULT);
        return new Target(version.function(), arn(ref), version.pool(), async, version.liveness(), entry.reservation);
    }

    List<String> names() {
        return List.copyOf(byName.keySet());
    }

    /** The unpublished code, then every version, the oldest first. */
    List<Target> versions(String name) {
        return Stream.concat(
                        Stream.of(FunctionSpec.LATEST),
                        entry(name).published.stream()
                                .map(version -> version.function().version()))
                .map(version -> target(new FunctionRef(name, version)))
                .toList();
    }

    /** The version behind each alias. */
    Map<String, String> aliases(String name) {
        return Map.copyOf(entry(name).aliases);
    }

    /** Remembers one statement of the resource policy of a function, of a version or of an alias. */
    void permit(FunctionRef ref, ObjectNode statement) {
        entry(ref.name())
                .permissions
                .computeIfAbsent(ref.qualifierOrLatest(), qualifier -> new CopyOnWriteArrayList<>())
                .add(statement);
    }

    List<ObjectNode> permissions(FunctionRef ref) {
        return entry(ref.name()).permissions.getOrDefault(ref.qualifierOrLatest(), List.of());
    }

    private Version version(String name, Entry entry, String version) {
        if (version.equals(FunctionSpec.LATEST)) {
            return entry.latest;
        }
        return entry.published.stream()
                .filter(published -> published.function().version().equals(version))
                .findFirst()
                .orElseThrow(() -> notFound(arn(new FunctionRef(name, version))));
    }

    private Entry entry(String name) {
        @Nullable Entry entry = byName.get(name);
        if (entry == null) {
            throw notFound(arn(new FunctionRef(name, null)));
        }
        return entry;
    }

    private static AwsError notFound(String arn) {
        return new AwsError(404, "ResourceNotFoundException", "Function not found: " + arn);
    }

    @Override
    public void close() {
        byName.values().forEach(entry -> {
            entry.latest.pool().close();
            entry.published.forEach(version -> version.pool().close());
        });
    }
}
