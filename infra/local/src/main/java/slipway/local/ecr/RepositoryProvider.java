package slipway.local.ecr;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import slipway.local.assembly.ResourceProvider;

/** Makes {@code AWS::ECR::Repository}; nothing is encrypted or scanned here. */
public final class RepositoryProvider implements ResourceProvider {
    private static final Set<String> PROPERTIES = Set.of(
            "RepositoryName",
            "ImageTagMutability",
            "ImageTagMutabilityExclusionFilters",
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
        Repository repository = repositories.create(name, settings(wanted.properties()));
        JsonNode policy = wanted.properties().path("RepositoryPolicyText");
        if (!policy.isMissingNode()) {
            repositories.policy(repository, policy);
            repository.policy(policy.toString());
        }
        return new Made(name, Map.of("Arn", repositories.arn(name), "RepositoryUri", repositories.uri(name)));
    }

    private static RepositorySettings settings(JsonNode properties) {
        JsonNode lifecycle = properties.at("/LifecyclePolicy/LifecyclePolicyText");
        return new RepositorySettings(
                TagMutability.of(
                        properties.path("ImageTagMutability").asText("MUTABLE"),
                        properties.path("ImageTagMutabilityExclusionFilters")),
                properties.at("/ImageScanningConfiguration/ScanOnPush").asBoolean(false),
                lifecycle.isMissingNode() ? null : LifecycleReader.read(lifecycle.asText()),
                tags(properties.path("Tags")));
    }

    private static Map<String, String> tags(JsonNode list) {
        Map<String, String> tags = new LinkedHashMap<>();
        list.forEach(tag -> tags.put(tag.path("Key").asText(), tag.path("Value").asText()));
        return tags;
    }
}
