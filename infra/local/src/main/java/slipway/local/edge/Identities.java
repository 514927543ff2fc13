package slipway.local.edge;

import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Who holds which access key, and which process runs with it. */
public final class Identities {

    /**
     * What a process needs in its environment to be known: {@code AWS_ACCESS_KEY_ID} and its two companions.
     *
     * @param sessionToken empty for a key that lasts
     * @param expires by the wall's clock; null for a key that lasts, or until it is revoked
     */
    public record Key(
            String accessKeyId,
            String secretAccessKey,
            String sessionToken,
            @Nullable Instant expires) {}

    private record Holder(Caller caller, Key key, @Nullable ProcessHandle process) {}

    private final Map<String, Holder> holders = new ConcurrentHashMap<>();
    private final Place place;

    /** The access key {@code test}, whose secret is {@code test} too, is the administrator's from the start. */
    public Identities(Place place) {
        this.place = place;
        Caller administrator = new Caller.Administrator("arn:aws:iam::" + place.account() + ":user/test");
        keep(administrator, new Key("test", "test", "", null), null);
    }

    /** Where these callers may call. */
    Place place() {
        return place;
    }

    /** A new key for the caller; {@link #attach} says later which process took it. */
    public Key issue(Caller caller) {
        return issue(caller, (ProcessHandle) null);
    }

    /** A new key for the caller, used by this process. */
    public Key issue(Caller caller, @Nullable ProcessHandle process) {
        return keep(caller, random(null), process);
    }

    /** A new key for the caller, until then. */
    public Key issue(Caller caller, Instant expires) {
        return keep(caller, random(expires), null);
    }

    private Key keep(Caller caller, Key key, @Nullable ProcessHandle process) {
        holders.put(key.accessKeyId(), new Holder(caller, key, process));
        return key;
    }

    private static Key random(@Nullable Instant expires) {
        String random = UUID.randomUUID().toString().replace("-", "");
        String id = "ASIA" + random.substring(0, 16).toUpperCase(Locale.ROOT);
        return new Key(id, random, "session-" + random.substring(16), expires);
    }

    /** Names the process that runs with the key: a key must be in the environment before there is a process. */
    public void attach(String accessKeyId, ProcessHandle process) {
        holders.computeIfPresent(accessKeyId, (id, holder) -> new Holder(holder.caller(), holder.key(), process));
    }

    /** Forgets the key: whoever still uses it is refused. */
    public void revoke(String accessKeyId) {
        holders.remove(accessKeyId);
    }

    /** Who calls with this key; empty for a key that was never issued here. */
    public Optional<Caller> caller(String accessKeyId) {
        return Optional.ofNullable(holders.get(accessKeyId)).map(Holder::caller);
    }

    /** The key with its secrets, to verify what was signed with it. */
    Optional<Key> key(String accessKeyId) {
        return Optional.ofNullable(holders.get(accessKeyId)).map(Holder::key);
    }

    /** The process that runs with this key, if one was named. */
    public Optional<ProcessHandle> process(String accessKeyId) {
        return Optional.ofNullable(holders.get(accessKeyId)).flatMap(holder -> Optional.ofNullable(holder.process()));
    }
}
