package slipway.local.ecr;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import slipway.local.edge.AwsError;

/** One repository: its blobs, its manifests, and which tag names which of them. */
final class Repository {
    /** Its images, but for their blobs. */
    record Contents(List<Pushed> manifests, Map<String, String> tags, Set<String> archived) {
        record Pushed(byte[] bytes, String mediaType, Instant at) {}
    }

    private final String name;
    private volatile RepositorySettings settings;
    private final Instant createdAt;
    private final Map<String, byte[]> blobs = new TreeMap<>();
    private final Map<String, Manifest> manifests = new LinkedHashMap<>();
    private final Map<String, String> tags = new TreeMap<>();
    private final Set<String> archived = new HashSet<>();
    private @Nullable String policy;

    Repository(String name, RepositorySettings settings, Instant now) {
        this.name = name;
        this.settings = settings;
        this.createdAt = now;
    }

    synchronized Contents contents() {
        return new Contents(
                manifests.values().stream()
                        .map(manifest ->
                                new Contents.Pushed(manifest.bytes(), manifest.mediaType(), manifest.pushedAt()))
                        .toList(),
                new TreeMap<>(tags),
                new TreeSet<>(archived));
    }

    synchronized void restore(Contents contents, Map<String, byte[]> kept) {
        blobs.putAll(kept);
        contents.manifests().stream()
                .map(pushed -> Manifest.of(pushed.bytes(), pushed.mediaType(), pushed.at()))
                .forEach(manifest -> manifests.put(manifest.digest(), manifest));
        tags.putAll(contents.tags());
        archived.addAll(contents.archived());
    }

    synchronized void blob(String digest, byte[] content) {
        blobs.put(digest, content);
    }

    synchronized Optional<byte[]> blob(String digest) {
        return Optional.ofNullable(blobs.get(digest));
    }

    /** Keeps the manifest; one that is there keeps the time of its first push. The tag, if any, moves to it. */
    synchronized Manifest put(Manifest pushed, @Nullable String tag) {
        requireParts(pushed);
        String before = tag == null ? null : tags.get(tag);
        if (tag != null
                && before != null
                && !before.equals(pushed.digest())
                && settings.mutability().fixes(tag)) {
            throw new AwsError(
                    400,
                    "ImageTagAlreadyExistsException",
                    "The image tag '%s' already exists in the '%s' repository and cannot be overwritten because the tag is immutable."
                            .formatted(tag, name));
        }
        Manifest kept = manifests.computeIfAbsent(pushed.digest(), digest -> pushed);
        if (tag != null) {
            tags.put(tag, kept.digest());
        }
        return kept;
    }

    private void requireParts(Manifest manifest) {
        for (String blob : manifest.blobs()) {
            if (!blobs.containsKey(blob)) {
                throw new AwsError(400, "LayersNotFoundException", "The layer " + blob + " was not uploaded");
            }
        }
        for (JsonNode child : manifest.children()) {
            if (!manifests.containsKey(child.path("digest").asText())) {
                throw new AwsError(
                        400,
                        "ReferencedImagesNotFoundException",
                        "The image " + child.path("digest").asText() + " of the index was not pushed");
            }
        }
    }

    /** By digest, by tag, or by both, which then must agree. */
    synchronized Optional<Manifest> find(@Nullable String tag, @Nullable String digest) {
        String tagged = tag == null ? null : tags.get(tag);
        if (tag != null && digest != null && !digest.equals(tagged)) {
            return Optional.empty();
        }
        String wanted = digest == null ? tagged : digest;
        return wanted == null ? Optional.empty() : Optional.ofNullable(manifests.get(wanted));
    }

    /** The images that are not archived, as lifecycle rules see them. */
    synchronized List<LifecycleRule.Candidate> candidates() {
        return manifests.values().stream()
                .filter(manifest -> !archived.contains(manifest.digest()))
                .map(manifest ->
                        new LifecycleRule.Candidate(manifest.digest(), tagsOf(manifest.digest()), manifest.pushedAt()))
                .toList();
    }

    synchronized boolean has(String tag, String digest) {
        return digest.equals(tags.get(tag));
    }

    synchronized List<Manifest> manifests() {
        return List.copyOf(manifests.values());
    }

    synchronized List<String> tagsOf(String digest) {
        return tags.entrySet().stream()
                .filter(tag -> tag.getValue().equals(digest))
                .map(Map.Entry::getKey)
                .toList();
    }

    synchronized Collection<String> tags() {
        return List.copyOf(tags.keySet());
    }

    /** The image that lists this one, if any: it must go first. */
    synchronized boolean referenced(String digest) {
        return manifests.values().stream()
                .flatMap(manifest -> manifest.children().stream())
                .anyMatch(child -> child.path("digest").asText().equals(digest));
    }

    /** Takes the tag away, and with its last tag the image. */
    synchronized void untag(String tag) {
        String digest = tags.remove(tag);
        if (digest != null && tagsOf(digest).isEmpty()) {
            manifests.remove(digest);
        }
    }

    synchronized List<String> remove(String digest) {
        List<String> gone = new ArrayList<>(tagsOf(digest));
        gone.forEach(tags::remove);
        manifests.remove(digest);
        return gone;
    }

    synchronized void archive(String digest, boolean away) {
        if (away) {
            archived.add(digest);
        } else {
            archived.remove(digest);
        }
    }

    synchronized boolean isArchived(String digest) {
        return archived.contains(digest);
    }

    /** Of the image, or of the largest platform that an index lists. */
    synchronized long size(Manifest manifest) {
        return manifest.children().stream()
                .map(child -> manifests.get(child.path("digest").asText()))
                .mapToLong(child -> child == null ? 0 : child.size())
                .max()
                .orElseGet(manifest::size);
    }

    String name() {
        return name;
    }

    RepositorySettings settings() {
        return settings;
    }

    void settings(RepositorySettings changed) {
        settings = changed;
    }

    /** The text of the policy that says who may push and pull, if there is one. */
    synchronized Optional<String> policy() {
        return Optional.ofNullable(policy);
    }

    synchronized void policy(@Nullable String text) {
        policy = text;
    }

    Instant createdAt() {
        return createdAt;
    }
}
