package slipway.local.ecr;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import slipway.local.assembly.ResourceProvider;
import slipway.local.json.Json;

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
        understood(wanted);
        String named = wanted.properties().path("RepositoryName").asText();
        String name = named.isEmpty() ? (wanted.stack() + "-" + wanted.logicalId()).toLowerCase(Locale.ROOT) : named;
        Repository repository = repositories.create(name, settings(wanted.properties()));
        JsonNode policy = wanted.properties().path("RepositoryPolicyText");
        if (!policy.isMissingNode()) {
            policy(repository, policy);
        }
        return new Made(name, Map.of("Arn", repositories.arn(name), "RepositoryUri", repositories.uri(name)));
    }

    @Override
    public Made update(Wanted wanted, Wanted before, Made made) {
        if (wanted.differsIn("RepositoryName", before)) {
            return make(wanted);
        }
        understood(wanted);
        Repository repository = repositories.get(made.physicalId());
        repository.settings(settings(wanted.properties()));
        if (wanted.differsIn("RepositoryPolicyText", before)) {
            policy(repository, wanted.properties().path("RepositoryPolicyText"));
        }
        return made;
    }

    /** One that has none lets nobody in but the account. */
    private void policy(Repository repository, JsonNode policy) {
        boolean none = policy.isMissingNode();
        repositories.policy(repository, none ? Json.read("{\"Version\":\"2012-10-17\",\"Statement\":[]}") : policy);
        repository.policy(none ? null : policy.toString());
    }

    /** @throws IllegalArgumentException in ECR's words, while there are images in it and the template does not say more */
    @Override
    public void delete(Wanted was, Made made) {
        Optional<Repository> there = repositories.find(made.physicalId());
        if (there.isEmpty()) {
            return;
        }
        boolean full = !there.get().manifests().isEmpty();
        if (full && !was.properties().path("EmptyOnDelete").asBoolean(false)) {
            throw new IllegalArgumentException(
                    "The repository with name '%s' cannot be deleted because it still contains images"
                            .formatted(made.physicalId()));
        }
        repositories.delete(there.get());
    }

    private static void understood(Wanted wanted) {
        for (Map.Entry<String, JsonNode> property : wanted.properties().properties()) {
            if (!PROPERTIES.contains(property.getKey())) {
                throw new IllegalArgumentException(
                        "AWS::ECR::Repository '%s': the local cloud does not know the property %s"
                                .formatted(wanted.logicalId(), property.getKey()));
            }
        }
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
