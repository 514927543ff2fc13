package slipway.local.ecr;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import slipway.local.assembly.ResourceProvider;

/** Makes {@code AWS::ECR::Repository}; what only matters over months (lifecycle, scanning) is taken as it is. */
public final class RepositoryProvider implements ResourceProvider {
    private static final Set<String> PROPERTIES = Set.of(
            "RepositoryName",
            "ImageTagMutability",
            "LifecyclePolicy",
            "EncryptionConfiguration",
            "ImageScanningConfiguration",
            "RepositoryPolicyText",
            "EmptyOnDelete",
            "Tags");

    private final Repositories repositories;

    public RepositoryProvider(Repositories repositories) {
        this.repositories = repositories;
    }

    @Override
    public Set<String> types() {
        return Set.of("AWS::ECR::Repository");
    }

    @Override
    public Made make(Wanted wanted) {
        for (Map.Entry<String, JsonNode> property : wanted.properties().properties()) {
            if (!PROPERTIES.contains(property.getKey())) {
                throw new IllegalArgumentException(
                        "AWS::ECR::Repository '%s': the local cloud does not know the property %s"
                                .formatted(wanted.logicalId(), property.getKey()));
            }
        }
        String named = wanted.properties().path("RepositoryName").asText();
        String name = named.isEmpty() ? (wanted.stack() + "-" + wanted.logicalId()).toLowerCase(Locale.ROOT) : named;
        repositories.create(name, immutable(wanted), tags(wanted.properties().path("Tags")));
        return new Made(name, Map.of("Arn", repositories.arn(name), "RepositoryUri", repositories.uri(name)));
    }

    private static boolean immutable(Wanted wanted) {
        String mutability = wanted.properties().path("ImageTagMutability").asText("MUTABLE");
        return switch (mutability) {
            case "MUTABLE" -> false;
            case "IMMUTABLE" -> true;
            default ->
                throw new IllegalArgumentException(
                        "AWS::ECR::Repository '%s': the local cloud does not know ImageTagMutability %s"
                                .formatted(wanted.logicalId(), mutability));
        };
    }

    private static Map<String, String> tags(JsonNode list) {
        Map<String, String> tags = new LinkedHashMap<>();
        list.forEach(tag -> tags.put(tag.path("Key").asText(), tag.path("Value").asText()));
        return tags;
    }
}
