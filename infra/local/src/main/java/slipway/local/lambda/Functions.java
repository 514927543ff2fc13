package slipway.local.lambda;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import slipway.local.edge.AwsError;
import slipway.local.edge.Place;

/** Functions, their versions, aliases and asynchronous settings, by name. */
final class Functions implements AutoCloseable {
    private static final int LONGEST_LOOP = 16;

    /**
     * What an invocation reaches.
     *
     * @param invokedArn as it was asked for, with the qualifier if there was one
     * @param loops counts the events that were refused because they went in circles
     * @param async the settings of exactly this qualifier: those of the unpublished code miss calls through an alias
     */
    record Target(
            FunctionSpec function,
            String invokedArn,
            Pool pool,
            AsyncSettings async,
            Liveness liveness,
            Reservation reservation,
            FunctionMetrics loops) {

        /** @throws AwsError where the function takes no event now */
        Reservation.Slot admit(Trace trace) {
            refuseLoop(trace);
            liveness.require();
            return reservation.enter();
        }

        /** @throws AwsError when the event came from this function, which had it from itself, and so on */
        void refuseLoop(Trace trace) {
            if (!function.mayLoop() && trace.times(function.arn()) >= LONGEST_LOOP) {
                loops.put(function.name(), "RecursiveInvocationsDropped", 1);
                throw new AwsError(
                        400,
                        "RecursiveInvocationException",
                        "Lambda has detected your function being invoked in a recursive loop with other Amazon Web"
                                + " Services resources and stopped your function's invocation.");
            }
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
        /** Numbers are not given twice. */
        private int lastNumber;

        Entry(Version latest, Reservation reservation) {
            this.latest = latest;
            this.reservation = reservation;
        }
    }

    private final Map<String, Entry> byName = new ConcurrentSkipListMap<>();
    private final LambdaSettings settings;
    private final AccountConcurrency account;

    Functions(LambdaSettings settings) {
        this.settings = settings;
        this.account = new AccountConcurrency(AccountConcurrency.LIMIT);
    }

    AccountConcurrency account() {
        return account;
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
                function.name(), name -> new Entry(version, new Reservation(name, account, settings.metrics())));
        entry.latest = version;
    }

    private Version version(FunctionSpec function) {
        return new Version(
                function, new Pool(function, settings), new Liveness(settings.clock(), function.isRestored()));
    }

    /**
     * Freezes what the function is now, and gives the version's number.
     *
     * @throws AwsError when there is a version of it already
     */
    String publish(String name) {
        Entry entry = entry(name);
        synchronized (entry) {
            FunctionSpec latest = entry.latest.function();
            if (!entry.published.isEmpty()) {
                FunctionSpec last = entry.published.getLast().function();
                if (latest.published(last.version()).equals(last)) {
                    throw new AwsError(
                            409,
                            "ResourceConflictException",
                            "A version for this Lambda function exists ( %s ). Modify the function to create a new version."
                                    .formatted(last.version()));
                }
            }
            String number = String.valueOf(++entry.lastNumber);
            FunctionSpec frozen = latest.published(number);
            entry.published.add(version(frozen));
            return number;
        }
    }

    /**
     * Deletes one version.
     *
     * @throws AwsError while an alias leads to it
     */
    void unpublish(String name, String version) {
        Entry entry = byName.get(name);
        if (entry == null) {
            return;
        }
        if (entry.aliases.containsValue(version)) {
            throw new AwsError(
                    409,
                    "ResourceConflictException",
                    "Version %s of %s cannot be deleted because an alias leads to it".formatted(version, name));
        }
        entry.published.stream()
                .filter(one -> one.function().version().equals(version))
                .findFirst()
                .ifPresent(one -> {
                    entry.published.remove(one);
                    one.pool().close();
                });
    }

    void unalias(String name, String alias) {
        Entry entry = byName.get(name);
        if (entry != null) {
            entry.aliases.remove(alias);
        }
    }

    /** Deletes a function with its versions; what runs is killed. */
    void delete(String name) {
        Entry entry = byName.remove(name);
        if (entry != null) {
            entry.reservation.set(OptionalInt.empty());
            close(entry);
        }
    }

    void alias(String name, String alias, String version) {
        version(name, entry(name), version);
        entry(name).aliases.put(alias, version);
    }

    /** What was configured, by qualifier. */
    Map<String, AsyncSettings> async(String name) {
        return new TreeMap<>(entry(name).async);
    }

    void async(String name, String qualifier, AsyncSettings configured) {
        entry(name).async.put(qualifier, configured);
    }

    Target target(FunctionRef ref) {
        Entry entry = entry(ref.name());
        String qualifier = ref.qualifierOrLatest();
        Version version = version(ref.name(), entry, entry.aliases.getOrDefault(qualifier, qualifier));
        AsyncSettings async = entry.async.getOrDefault(qualifier, AsyncSettings.DEFAULT);
        return new Target(
                version.function(),
                arn(ref),
                version.pool(),
                async,
                version.liveness(),
                entry.reservation,
                settings.metrics());
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

    void forbid(FunctionRef ref, ObjectNode statement) {
        Entry entry = byName.get(ref.name());
        if (entry != null) {
            entry.permissions.getOrDefault(ref.qualifierOrLatest(), List.of()).remove(statement);
        }
    }

    /** Its asynchronous events are handled as if nobody had said how. */
    void forgetAsync(String name, String qualifier) {
        Entry entry = byName.get(name);
        if (entry != null) {
            entry.async.remove(qualifier);
        }
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
        byName.values().forEach(Functions::close);
    }

    private static void close(Entry entry) {
        entry.latest.pool().close();
        entry.published.forEach(version -> version.pool().close());
    }
}
