package slipway.local.ecr;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import slipway.local.edge.AwsError;
import slipway.local.json.Json;

/** What the control API does with repositories and their policies. */
final class RepositoryOperations {
    private final Repositories repositories;

    RepositoryOperations(Repositories repositories) {
        this.repositories = repositories;
    }

    ObjectNode described(Repository repository) {
        ObjectNode shown = JsonNodeFactory.instance.objectNode();
        shown.put("repositoryArn", repositories.arn(repository.name()));
        shown.put("registryId", repositories.place().account());
        shown.put("repositoryName", repository.name());
        shown.put("repositoryUri", repositories.uri(repository.name()));
        shown.put("createdAt", ImageOperations.seconds(repository.createdAt()));
        repository.settings().mutability().show(shown);
        shown.putObject("imageScanningConfiguration")
                .put("scanOnPush", repository.settings().scanOnPush());
        return shown;
    }

    JsonNode lifecyclePolicy(Repository repository, ObjectNode input) {
        LifecyclePolicy policy = repository.settings().lifecycle();
        if (policy == null) {
            throw missing("LifecyclePolicyNotFoundException", "Lifecycle policy", repository);
        }
        return named(repository).put("lifecyclePolicyText", policy.text());
    }

    JsonNode policy(Repository repository, ObjectNode input) {
        return named(repository)
                .put(
                        "policyText",
                        repository
                                .policy()
                                .orElseThrow(() ->
                                        missing("RepositoryPolicyNotFoundException", "Repository policy", repository)));
    }

    JsonNode setPolicy(Repository repository, ObjectNode input) {
        String text = input.path("policyText").asText();
        try {
            repositories.policy(repository, Json.read(text));
        } catch (IllegalArgumentException e) {
            throw new AwsError(
                    400,
                    "InvalidParameterException",
                    "Invalid parameter at 'PolicyText' failed to satisfy constraint: 'Invalid repository policy"
                            + " provided': " + e.getMessage());
        }
        repository.policy(text);
        return named(repository).put("policyText", text);
    }

    private ObjectNode named(Repository repository) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("registryId", repositories.place().account())
                .put("repositoryName", repository.name());
    }

    private AwsError missing(String code, String what, Repository repository) {
        return new AwsError(
                400,
                code,
                "%s does not exist for the repository with name '%s' in the registry with id '%s'"
                        .formatted(what, repository.name(), repositories.place().account()));
    }
}
