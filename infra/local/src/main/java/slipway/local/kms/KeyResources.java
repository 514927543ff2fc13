package slipway.local.kms;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import slipway.local.assembly.ResourceProvider;
import slipway.local.edge.Place;
import slipway.local.json.Properties;
import slipway.local.wire.Tags;

/** Makes keys and aliases from templates. */
public final class KeyResources implements ResourceProvider {
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
        return Set.of("AWS::KMS::Key", "AWS::KMS::Alias");
    }

    @Override
    public Made make(Wanted wanted) {
        return wanted.type().equals("AWS::KMS::Key") ? key(wanted) : alias(wanted);
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

    private Made alias(Wanted wanted) {
        Properties properties = Properties.of(wanted, Set.of("AliasName", "TargetKeyId"));
        String name = properties.text("AliasName");
        keys.alias(name, properties.text("TargetKeyId"));
        return new Made(name, Map.of("AliasArn", place.arn("kms", name)));
    }
}
