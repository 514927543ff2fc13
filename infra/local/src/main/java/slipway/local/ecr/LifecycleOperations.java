package slipway.local.ecr;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import slipway.local.edge.AwsError;
import slipway.local.json.Json;

/** What the control API does with lifecycle policies, and what one would do. */
final class LifecycleOperations {
    private static final String TEXT = "lifecyclePolicyText";

    private final Repositories repositories;
    private final Map<String, LifecyclePolicy> previews = new ConcurrentHashMap<>();

    LifecycleOperations(Repositories repositories) {
        this.repositories = repositories;
    }

    JsonNode get(Repository repository, ObjectNode input) {
        LifecyclePolicy policy = found(repository);
        return repositories
                .named(repository)
                .put(TEXT, policy.text())
                .put("lastEvaluatedAt", ImageOperations.seconds(repositories.evaluatedAt()));
    }

    JsonNode put(Repository repository, ObjectNode input) {
        LifecyclePolicy policy = LifecycleReader.read(input.path(TEXT).asText());
        repository.settings(repository.settings().with(policy));
        return repositories.named(repository).put(TEXT, policy.text());
    }

    JsonNode delete(Repository repository, ObjectNode input) {
        JsonNode gone = get(repository, input);
        repository.settings(repository.settings().with((LifecyclePolicy) null));
        return gone;
    }

    private LifecyclePolicy found(Repository repository) {
        LifecyclePolicy policy = repository.settings().lifecycle();
        if (policy == null) {
            throw repositories.missing("LifecyclePolicyNotFoundException", "Lifecycle policy", repository);
        }
        return policy;
    }

    /** Of the policy that is given, or of the repository's own. */
    JsonNode startPreview(Repository repository, ObjectNode input) {
        LifecyclePolicy policy =
                input.hasNonNull(TEXT) ? LifecycleReader.read(input.path(TEXT).asText()) : found(repository);
        previews.put(repository.name(), policy);
        return repositories.named(repository).put(TEXT, policy.text()).put("status", "IN_PROGRESS");
    }

    JsonNode preview(Repository repository, ObjectNode input) {
        LifecyclePolicy policy = previews.get(repository.name());
        if (policy == null) {
            throw repositories.missing(
                    "LifecyclePolicyPreviewNotFoundException", "Lifecycle policy preview", repository);
        }
        Instant now = repositories.now();
        List<ObjectNode> results = new ArrayList<>();
        policy.taken(repository.candidates(), now)
                .forEach((digest, rule) -> results.add(result(repository, digest, rule)));
        ObjectNode answer = Pages.of(input, "previewResults", results);
        answer.setAll(repositories.named(repository).put(TEXT, policy.text()).put("status", "COMPLETE"));
        answer.putObject("summary").put("expiringImageTotalCount", results.size());
        return answer;
    }

    private static ObjectNode result(Repository repository, String digest, LifecycleRule rule) {
        Manifest manifest = repository
                .find(null, digest)
                .orElseThrow(() -> new AwsError(400, "ImageNotFoundException", "The image " + digest + " is gone"));
        ObjectNode result = Json.object();
        repository.tagsOf(digest).forEach(result.putArray("imageTags")::add);
        result.put("imageDigest", digest).put("imagePushedAt", ImageOperations.seconds(manifest.pushedAt()));
        result.putObject("action").put("type", rule.archives() ? "TRANSITION" : "EXPIRE");
        return result.put("appliedRulePriority", rule.priority());
    }
}
