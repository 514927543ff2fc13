package slipway.local.edge;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Who holds which access key, and which process runs with it. */
public final class Identities {

    /** What a process needs in its environment to be known: {@code AWS_ACCESS_KEY_ID} and its two companions. */
    public record Key(String accessKeyId, String secretAccessKey, String sessionToken) {}

    private record Holder(Caller caller, @Nullable ProcessHandle process) {}

    private final Map<String, Holder> holders = new ConcurrentHashMap<>();

    /** The access key {@code test} is the administrator's from the start. */
    public Identities(Place place) {
        Caller administrator = new Caller.Administrator("arn:aws:iam::" + place.account() + ":user/test");
        holders.put("test", new Holder(administrator, null));
    }

    /** A new key for the caller; {@link #attach} says later which process took it. */
    public Key issue(Caller caller) {
        return issue(caller, null);
    }

    /** A new key for the caller, used by this process. */
    public Key issue(Caller caller, @Nullable ProcessHandle process) {
        String random = UUID.randomUUID().toString().replace("-", "");
        String id = "ASIA" + random.substring(0, 16).toUpperCase(Locale.ROOT);
        holders.put(id, new Holder(caller, process));
        return new Key(id, random, "session-" + random.substring(16));
    }

    /** Names the process that runs with the key: a key must be in the environment before there is a process. */
    public void attach(String accessKeyId, ProcessHandle process) {
        holders.computeIfPresent(accessKeyId, (id, holder) -> new Holder(holder.caller(), process));
    }

    /** Forgets the key: whoever still uses it is refused. */
    public void revoke(String accessKeyId) {
        holders.remove(accessKeyId);
    }

    /** Who calls with this key; empty for a key that was never issued here. */
    public Optional<Caller> caller(String accessKeyId) {
        return Optional.ofNullable(holders.get(accessKeyId)).map(Holder::caller);
    }

    /** The process that runs with this key, if one was named. */
    public Optional<ProcessHandle> process(String accessKeyId) {
        return Optional.ofNullable(holders.get(accessKeyId)).flatMap(holder -> Optional.ofNullable(holder.process()));
    }
}
