package slipway.local.soak;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** What was pushed: every release of a repository has a higher number, and its own digest. */
final class Releases {
    private final Hands hands;
    private final Secrets secrets;
    private final Map<String, AtomicInteger> last = new ConcurrentHashMap<>();
    private final Map<String, Build> byDigest = new ConcurrentHashMap<>();

    Releases(Hands hands, Secrets secrets) {
        this.hands = hands;
        this.secrets = secrets;
    }

    Build push(String repository, Build.Kind kind) {
        int number =
                last.computeIfAbsent(repository, _ -> new AtomicInteger(-1)).incrementAndGet();
        Build build = hands.push(repository, new Build.Tag(number), kind, secrets.plant(Secrets.Sort.ANSWER));
        byDigest.put(build.digest(), build);
        return build;
    }

    /** The number of the newest release. */
    int newest(String repository) {
        return last.getOrDefault(repository, new AtomicInteger(-1)).get();
    }

    /** The first release, by its tag and digest. */
    String first(String repository) {
        return byDigest.values().stream()
                .filter(build ->
                        build.repository().equals(repository) && build.tag().number() == 0)
                .map(this::uri)
                .findFirst()
                .orElseThrow();
    }

    String uri(Build build) {
        return "%s.dkr.ecr.%s.amazonaws.com/%s:%s@%s"
                .formatted(
                        hands.place().account(),
                        hands.place().region(),
                        build.repository(),
                        build.tag(),
                        build.digest());
    }

    /** What an image's URI, or its digest, stands for. */
    Optional<Build> of(String image) {
        return Optional.ofNullable(byDigest.get(image.substring(image.indexOf('@') + 1)));
    }
}
