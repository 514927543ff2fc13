package slipway.local.ecr;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;
import slipway.local.edge.Authorizer;
import slipway.local.edge.Place;
import slipway.local.time.ScaledClock;

/** The whole of ECR on this machine: one state, two ways to it. */
public final class Ecr {
    private final Repositories repositories;
    private final Passwords passwords;
    private final Map<String, String> downloads = new ConcurrentHashMap<>();
    private final Supplier<URI> edge;
    private final EcrDouble api;
    private final Registry registry;

    /**
     * @param authorizer decides for the registry's callers, known by their password
     * @param edge where the one port is; asked late
     * @param events takes AWS's own events for the default bus
     * @param policies takes a repository's ARN and the policy document that replaces its former one
     */
    public Ecr(
            Place place,
            ScaledClock clock,
            Authorizer authorizer,
            Supplier<URI> edge,
            Consumer<ObjectNode> events,
            BiConsumer<String, JsonNode> policies) {
        this.repositories = new Repositories(place, clock, events, policies);
        this.passwords = new Passwords(place.account());
        this.edge = edge;
        this.api = new EcrDouble(repositories, passwords, this::download, edge);
        this.registry = new Registry(repositories, passwords, authorizer, downloads);
    }

    /** A link that needs no password, as a presigned one. */
    private String download(String repository, String digest) {
        String ticket = UUID.randomUUID().toString();
        downloads.put(ticket, repository + "/" + digest);
        return edge.get()
                .resolve("/v2/" + repository + "/blobs/" + digest + "?ticket=" + ticket)
                .toString();
    }

    /**
     * Lets the repository's lifecycle policy do now what ECR does within a day.
     *
     * @return the digests of the images that it deleted or archived
     */
    public List<String> expireNow(String repository) {
        return repositories.expire(repositories.get(repository));
    }

    /** Makes a repository whose tags may move. */
    public void repository(String name) {
        TagMutability mutable = TagMutability.of("MUTABLE", JsonNodeFactory.instance.missingNode());
        repositories.create(name, new RepositorySettings(mutable, false, null, Map.of()));
    }

    /** The tags of a repository; empty where there is no such repository. */
    public Optional<Collection<String>> tags(String repository) {
        return repositories.find(repository).map(Repository::tags);
    }

    public Repositories repositories() {
        return repositories;
    }

    /** The control API. */
    public EcrDouble api() {
        return api;
    }

    /** What answers below {@code /v2/}. */
    public Registry registry() {
        return registry;
    }
}
