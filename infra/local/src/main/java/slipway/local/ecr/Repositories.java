package slipway.local.ecr;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import slipway.local.edge.AwsError;
import slipway.local.edge.Place;
import slipway.local.time.ScaledClock;
import slipway.local.time.ScheduleExpression;
import slipway.local.time.Timetable;

/** This account's repositories, and an event for what happens to their images. */
public final class Repositories {
    private static final Duration DAY = Duration.ofDays(1);

    private final Place place;
    private final ScaledClock clock;
    private final Consumer<ObjectNode> events;
    private final BiConsumer<String, JsonNode> policies;
    private final Map<String, Repository> repositories = new ConcurrentSkipListMap<>();
    private volatile Function<String, Optional<Consumer<Repository>>> kept = name -> Optional.empty();
    private volatile Instant evaluatedAt;

    /**
     * @param events takes AWS's own events for the default bus
     * @param policies takes a repository's ARN and the policy document that replaces its former one
     */
    Repositories(Place place, ScaledClock clock, Consumer<ObjectNode> events, BiConsumer<String, JsonNode> policies) {
        this.place = place;
        this.clock = clock;
        this.events = events;
        this.policies = policies;
        this.evaluatedAt = clock.instant();
        new Timetable(clock, new ScheduleExpression.Rate(DAY, evaluatedAt), this::expireAll, () -> {})
                .start(evaluatedAt);
    }

    private void expireAll(Instant at) {
        evaluatedAt = at;
        all().forEach(this::expire);
    }

    /** When lifecycle policies were applied last, which is every day. */
    Instant evaluatedAt() {
        return evaluatedAt;
    }

    Repository create(String name, RepositorySettings settings) {
        Repository repository = new Repository(name, settings, clock.instant());
        kept.apply(name).ifPresent(contents -> contents.accept(repository));
        if (repositories.putIfAbsent(name, repository) != null) {
            throw new AwsError(
                    400,
                    "RepositoryAlreadyExistsException",
                    "The repository with name '%s' already exists in the registry with id '%s'"
                            .formatted(name, place.account()));
        }
        return repository;
    }

    /** @param filler of a repository that was there before, by its name */
    void restore(Function<String, Optional<Consumer<Repository>>> filler) {
        kept = filler;
    }

    Optional<Repository> find(String name) {
        return Optional.ofNullable(repositories.get(name));
    }

    Repository get(String name) {
        return find(name)
                .orElseThrow(() -> new AwsError(
                        400,
                        "RepositoryNotFoundException",
                        "The repository with name '%s' does not exist in the registry with id '%s'"
                                .formatted(name, place.account())));
    }

    /** With its images, of which no event tells. */
    void delete(Repository repository) {
        repositories.remove(repository.name());
    }

    /** Puts the image away, or takes it out again. */
    void archive(Repository repository, String digest, boolean away) {
        repository.archive(digest, away);
        ObjectNode event = event(repository, "UPDATE_STORAGE_CLASS", digest, null);
        event.withObjectProperty("detail").put("target-storage-class", away ? "ARCHIVE" : "STANDARD");
        events.accept(event);
    }

    /** How answers name a repository. */
    ObjectNode named(Repository repository) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("registryId", place.account())
                .put("repositoryName", repository.name());
    }

    AwsError missing(String code, String what, Repository repository) {
        return new AwsError(
                400,
                code,
                "%s does not exist for the repository with name '%s' in the registry with id '%s'"
                        .formatted(what, repository.name(), place.account()));
    }

    List<Repository> all() {
        return List.copyOf(repositories.values());
    }

    /** A push as every client ends it: the manifest, with its tag or without. */
    Manifest push(Repository repository, byte[] bytes, @Nullable String mediaType, @Nullable String tag) {
        Manifest kept = repository.put(Manifest.of(bytes, mediaType, clock.instant()), tag);
        publish(repository, "PUSH", kept.digest(), tag);
        return kept;
    }

    void untag(Repository repository, String tag, String digest) {
        repository.untag(tag);
        publish(repository, "DELETE", digest, tag);
    }

    void remove(Repository repository, String digest) {
        List<String> tags = repository.remove(digest);
        if (tags.isEmpty()) {
            publish(repository, "DELETE", digest, null);
        }
        tags.forEach(tag -> publish(repository, "DELETE", digest, tag));
    }

    /** @throws IllegalArgumentException when it is not a policy */
    void policy(Repository repository, JsonNode document) {
        policies.accept(arn(repository.name()), document);
    }

    /** Lets the repository's lifecycle policy take what it would take today; the digests of those images. */
    List<String> expire(Repository repository) {
        LifecyclePolicy policy = repository.settings().lifecycle();
        if (policy == null) {
            return List.of();
        }
        Map<String, LifecycleRule> taken = new LinkedHashMap<>(policy.taken(repository.candidates(), now()));
        // An index goes before the images that it lists, which stay until the next day.
        taken.keySet().removeIf(repository::referenced);
        taken.forEach((digest, rule) -> {
            if (rule.archives()) {
                archive(repository, digest, true);
            } else {
                remove(repository, digest);
            }
        });
        return List.copyOf(taken.keySet());
    }

    String arn(String name) {
        return place.arn("ecr", "repository/" + name);
    }

    /** As image references write it. */
    String uri(String name) {
        return "%s.dkr.ecr.%s.amazonaws.com/%s".formatted(place.account(), place.region(), name);
    }

    Place place() {
        return place;
    }

    Instant now() {
        return clock.instant();
    }

    /** ECR's own shape; an untagged manifest has no {@code image-tag}. */
    private void publish(Repository repository, String action, String digest, @Nullable String tag) {
        events.accept(event(repository, action, digest, tag));
    }

    private ObjectNode event(Repository repository, String action, String digest, @Nullable String tag) {
        ObjectNode event = JsonNodeFactory.instance.objectNode();
        event.put("version", "0").put("id", UUID.randomUUID().toString());
        event.put("detail-type", "ECR Image Action").put("source", "aws.ecr");
        event.put("account", place.account());
        event.put("time", clock.instant().truncatedTo(ChronoUnit.SECONDS).toString());
        event.put("region", place.region());
        event.putArray("resources");
        ObjectNode detail = event.putObject("detail");
        detail.put("result", "SUCCESS").put("repository-name", repository.name());
        detail.put("image-digest", digest).put("action-type", action);
        if (tag != null) {
            detail.put("image-tag", tag);
        }
        return event;
    }
}
