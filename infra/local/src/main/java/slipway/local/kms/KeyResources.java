package slipway.local.kms;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import slipway.local.assembly.ResourceProvider;
import slipway.local.edge.Place;
import slipway.local.json.Properties;
import slipway.local.wire.Tags;

/** Makes keys and aliases from templates. */
public final class KeyResources implements ResourceProvider {
    private static final String ALIAS = "AWS::KMS::Alias";
    /** Days until a key is gone, where its template does not say. */
    private static final int LONGEST_WINDOW = 30;

    private static final Set<String> KEY = Set.of(
            "Description",
            "Enabled",
            "EnableKeyRotation",
            "KeyPolicy",
            "KeySpec",
            "KeyUsage",
            "MultiRegion",
            "PendingWindowInDays",
            "RotationPeriodInDays",
            "Tags");

    private final Keys keys;
    private final Place place;
    private final BiConsumer<String, JsonNode> policies;

    /** @param policies takes the ARN of a key and its policy document */
    public KeyResources(Keys keys, Place place, BiConsumer<String, JsonNode> policies) {
        this.keys = keys;
        this.place = place;
        this.policies = policies;
    }

    @Override
    public Set<String> types() {
        return Set.of("AWS::KMS::Key", ALIAS);
    }

    @Override
    public Made make(Wanted wanted) {
        return wanted.type().equals(ALIAS) ? alias(wanted) : key(wanted);
    }

    private Made key(Wanted wanted) {
        Properties properties = Properties.of(wanted, KEY);
        String id = properties.identifier().toString();
        String arn = place.arn("kms", "key/" + id);
        Key key = new Key(
                id,
                arn,
                properties.text("Description", ""),
                properties.get("Enabled").asBoolean(true),
                properties.get("EnableKeyRotation").asBoolean(false),
                keys.clock().instant());
        keys.put(key, properties.get("KeyPolicy"));
        keys.tags().put(arn, Tags.read(properties.get("Tags")));
        policies.accept(arn, properties.get("KeyPolicy"));
        return new Made(id, Map.of("Arn", arn, "KeyId", id));
    }

    @Override
    public Made update(Wanted wanted, Wanted before, Made made) {
        if (wanted.type().equals(ALIAS)) {
            return alias(wanted);
        }
        Properties properties = Properties.of(wanted, KEY);
        Key key = keys.require(made.physicalId());
        key.description(properties.text("Description", ""));
        key.enabled(properties.get("Enabled").asBoolean(true));
        key.rotates(properties.get("EnableKeyRotation").asBoolean(false));
        keys.policy(key.arn(), properties.get("KeyPolicy"));
        policies.accept(key.arn(), properties.get("KeyPolicy"));
        keys.tags().clear(key.arn());
        keys.tags().put(key.arn(), Tags.read(properties.get("Tags")));
        return made;
    }

    /** A key can be used no more, and is gone when its window has passed. */
    @Override
    public void delete(Wanted was, Made made) {
        if (was.type().equals(ALIAS)) {
            keys.deleteAlias(made.physicalId());
            return;
        }
        int days = was.properties().path("PendingWindowInDays").asInt(LONGEST_WINDOW);
        keys.key(made.physicalId())
                .filter(key -> key.deletion() == null)
                .ifPresent(key -> key.deleteAt(keys.clock().instant().plus(Duration.ofDays(days))));
    }

    private Made alias(Wanted wanted) {
        Properties properties = Properties.of(wanted, Set.of("AliasName", "TargetKeyId"));
        String name = properties.text("AliasName");
        keys.alias(name, properties.text("TargetKeyId"));
        return new Made(name, Map.of("AliasArn", place.arn("kms", name)));
    }
}
