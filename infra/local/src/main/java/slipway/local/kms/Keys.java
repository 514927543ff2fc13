package slipway.local.kms;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;
import slipway.local.edge.AwsError;
import slipway.local.edge.Place;
import slipway.local.wire.Tags;

/** The keys and their aliases. Who may use a key is asked where it is used. */
public final class Keys {
    private final InstantSource clock;
    private final SortedMap<String, Key> byArn = new ConcurrentSkipListMap<>();
    private final SortedMap<String, Alias> aliases = new ConcurrentSkipListMap<>();
    private final Map<String, JsonNode> policies = new ConcurrentHashMap<>();
    private final Tags tags = new Tags();

    public Keys() {
        this(InstantSource.system());
    }

    /** @param clock stamps keys, and decides when those that are to be deleted are gone */
    public Keys(InstantSource clock) {
        this.clock = clock;
    }

    /** A second name of a key, {@code alias/…}. */
    record Alias(String name, String keyArn, Instant modified) {}

    InstantSource clock() {
        return clock;
    }

    void put(Key key, JsonNode policy) {
        byArn.put(key.arn(), key);
        policies.put(key.arn(), policy);
    }

    void policy(String arn, JsonNode document) {
        policies.put(arn, document);
    }

    JsonNode policy(String arn) {
        return Optional.ofNullable(policies.get(arn)).orElseThrow(() -> notFound(arn));
    }

    Tags tags() {
        return tags;
    }

    void alias(String name, String target) {
        aliases.put(name, new Alias(name, find(target).orElse(target), clock.instant()));
    }

    @Nullable
    Alias alias(String name) {
        return aliases.get(name);
    }

    void deleteAlias(String name) {
        aliases.remove(name);
    }

    List<Alias> aliases() {
        return List.copyOf(aliases.values());
    }

    /** The ARN of the key that AWS keeps for a service in this account; made when it is first needed. */
    public synchronized String ofService(String service, Place place) {
        String alias = "alias/aws/" + service;
        return find(alias).orElseGet(() -> {
            String id = UUID.randomUUID().toString();
            Key key = new Key(id, place.arn("kms", "key/" + id), alias, true, true, clock.instant());
            put(key, JsonNodeFactory.instance.objectNode());
            alias(alias, key.arn());
            return key.arn();
        });
    }

    List<Key> all() {
        return byArn.values().stream().filter(this::isThere).toList();
    }

    /** The ARN of the key that an id, an ARN or an alias names; empty for AWS's own keys. */
    public Optional<String> find(String idOrAlias) {
        return key(idOrAlias).map(Key::arn);
    }

    Optional<Key> key(String idOrAlias) {
        int alias = idOrAlias.indexOf("alias/");
        if (alias >= 0) {
            return Optional.ofNullable(aliases.get(idOrAlias.substring(alias))).flatMap(one -> key(one.keyArn()));
        }
        Key byName = byArn.get(idOrAlias);
        return (byName == null
                        ? byArn.values().stream()
                                .filter(key -> key.id().equals(idOrAlias))
                                .findFirst()
                        : Optional.of(byName))
                .filter(this::isThere);
    }

    private boolean isThere(Key key) {
        return key.deletion() == null || clock.instant().isBefore(key.deletion());
    }

    /** @throws AwsError NotFoundException */
    Key require(String idOrAlias) {
        return key(idOrAlias).orElseThrow(() -> notFound(idOrAlias));
    }

    private static AwsError notFound(String idOrAlias) {
        String what = idOrAlias.contains("alias/") ? "Alias" : "Key";
        return new AwsError(400, "NotFoundException", "%s '%s' does not exist".formatted(what, idOrAlias));
    }

    /**
     * Encrypts under a key; the caller has authorized.
     *
     * @param context what must be said again to decrypt
     * @throws AwsError when there is no such key, or nobody can use it
     */
    public byte[] encrypt(String idOrAlias, byte[] plain, Map<String, String> context) {
        return Ciphertext.of(require(idOrAlias), plain, context).bytes();
    }

    /**
     * Decrypts what {@link #encrypt} made; the caller has authorized.
     *
     * @throws AwsError as Decrypt answers
     */
    public byte[] decrypt(byte[] encrypted, Map<String, String> context) {
        Ciphertext ciphertext = Ciphertext.read(encrypted);
        Key key = key(ciphertext.keyId().toString()).orElseThrow(Ciphertext::invalid);
        return ciphertext.open(key, context);
    }
}
