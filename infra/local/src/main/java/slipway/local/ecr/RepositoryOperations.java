package slipway.local.ecr;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.regex.Pattern;
import slipway.local.edge.AwsError;
import slipway.local.edge.Call;
import slipway.local.json.Json;
import slipway.local.wire.Tags;

/** What the control API does with repositories, their settings and their policies. */
final class RepositoryOperations {
    private static final Pattern NAME =
            Pattern.compile("(?:[a-z0-9]+(?:[._-][a-z0-9]+)*/)*[a-z0-9]+(?:[._-][a-z0-9]+)*");

    private final Repositories repositories;

    RepositoryOperations(Repositories repositories) {
        this.repositories = repositories;
    }

    JsonNode create(Call call, ObjectNode input) {
        String name = input.path("repositoryName").asText();
        call.authorize("ecr:CreateRepository", repositories.arn(name));
        if (name.length() < 2 || name.length() > 256 || !NAME.matcher(name).matches()) {
            throw invalid("repositoryName", "must satisfy regular expression '" + NAME + "'");
        }
        RepositorySettings settings =
                new RepositorySettings(mutability(input), scanOnPush(input), null, Tags.read(input.path("tags")));
        return object().set("repository", described(repositories.create(name, settings)));
    }

    JsonNode delete(Repository repository, ObjectNode input) {
        if (!repository.manifests().isEmpty() && !input.path("force").asBoolean(false)) {
            throw new AwsError(
                    400,
                    "RepositoryNotEmptyException",
                    "The repository with name '%s' in registry with id '%s' cannot be deleted because it still contains images"
                            .formatted(repository.name(), repositories.place().account()));
        }
        repositories.delete(repository);
        return object().set("repository", described(repository));
    }

    ObjectNode described(Repository repository) {
        ObjectNode shown = repositories.named(repository);
        shown.put("repositoryArn", repositories.arn(repository.name()));
        shown.put("repositoryUri", repositories.uri(repository.name()));
        shown.put("createdAt", ImageOperations.seconds(repository.createdAt()));
        repository.settings().mutability().show(shown);
        shown.putObject("imageScanningConfiguration")
                .put("scanOnPush", repository.settings().scanOnPush());
        shown.putObject("encryptionConfiguration").put("encryptionType", "AES256");
        return shown;
    }

    JsonNode putMutability(Repository repository, ObjectNode input) {
        TagMutability mutability = mutability(input);
        repository.settings(repository.settings().with(mutability));
        ObjectNode answer = repositories.named(repository);
        mutability.show(answer);
        return answer;
    }

    private static TagMutability mutability(ObjectNode input) {
        try {
            return TagMutability.of(
                    input.path("imageTagMutability").asText("MUTABLE"),
                    TagMutability.asInTemplates(input.path("imageTagMutabilityExclusionFilters")));
        } catch (IllegalArgumentException e) {
            throw invalid("imageTagMutability", String.valueOf(e.getMessage()));
        }
    }

    JsonNode putScanning(Repository repository, ObjectNode input) {
        repository.settings(repository.settings().with(scanOnPush(input)));
        ObjectNode answer = repositories.named(repository);
        answer.putObject("imageScanningConfiguration")
                .put("scanOnPush", repository.settings().scanOnPush());
        return answer;
    }

    private static boolean scanOnPush(ObjectNode input) {
        return input.at("/imageScanningConfiguration/scanOnPush").asBoolean(false);
    }

    JsonNode policy(Repository repository, ObjectNode input) {
        String text = repository
                .policy()
                .orElseThrow(() ->
                        repositories.missing("RepositoryPolicyNotFoundException", "Repository policy", repository));
        return repositories.named(repository).put("policyText", text);
    }

    JsonNode setPolicy(Repository repository, ObjectNode input) {
        String text = input.path("policyText").asText();
        try {
            repositories.policy(repository, Json.read(text));
        } catch (IllegalArgumentException e) {
            throw invalid("PolicyText", "'Invalid repository policy provided': " + e.getMessage());
        }
        repository.policy(text);
        return repositories.named(repository).put("policyText", text);
    }

    JsonNode deletePolicy(Repository repository, ObjectNode input) {
        JsonNode gone = policy(repository, input);
        repositories.policy(repository, Json.read("{\"Statement\":[]}"));
        repository.policy(null);
        return gone;
    }

    JsonNode tag(Repository repository, ObjectNode input) {
        repository.settings(repository.settings().tagged(Tags.read(input.path("tags"))));
        return object();
    }

    JsonNode untag(Repository repository, ObjectNode input) {
        repository.settings(repository.settings().untagged(EcrDouble.strings(input.path("tagKeys"))));
        return object();
    }

    JsonNode tags(Repository repository, ObjectNode input) {
        ObjectNode answer = object();
        var list = answer.putArray("tags");
        Map<String, String> tags = repository.settings().tags();
        tags.keySet().stream()
                .sorted()
                .forEach(key -> list.addObject().put("Key", key).put("Value", tags.get(key)));
        return answer;
    }

    private static AwsError invalid(String member, String why) {
        return new AwsError(
                400,
                "InvalidParameterException",
                "Invalid parameter at '%s' failed to satisfy constraint: %s".formatted(member, why));
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
