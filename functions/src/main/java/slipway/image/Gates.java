package slipway.image;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import slipway.image.GateFailure.Reason;
import slipway.limit.Limits;

/** What must be true of an image before a version is made of it: AgentCore would find out later, or not at all. */
public final class Gates {
    private static final int MOST_SHOWN = 10;

    private Gates() {}

    /** Every gate that the image fails, in the order in which they are worth repairing; empty if it passes. */
    public static List<GateFailure> check(Image image, Optional<ImageDetails> details, String region) {
        var failures = new ArrayList<GateFailure>();
        if (!Limits.of("image.uri.characters").allows(image.uri().length())
                || !Limits.of("image.uri").allows(image.uri())) {
            failures.add(new GateFailure(
                    Reason.URI_REFUSED, "AgentCore takes no image from %s.".formatted(image.repository())));
        }
        if (!image.repository().region().equals(region)) {
            // Nothing is known about an image elsewhere, so nothing more can be said.
            failures.add(new GateFailure(
                    Reason.WRONG_REGION,
                    "The image is in %s, AgentCore runs images of %s only: replicate the repository."
                            .formatted(image.repository().region(), region)));
            return List.copyOf(failures);
        }
        details.ifPresentOrElse(found -> checkFound(found, failures), () -> failures.add(missing(image)));
        return List.copyOf(failures);
    }

    private static void checkFound(ImageDetails found, List<GateFailure> failures) {
        if (!found.status().equals(Held.ACTIVE)) {
            failures.add(new GateFailure(
                    Reason.IMAGE_NOT_ACTIVE,
                    "ECR says that the image is %s, so it cannot be pulled: restore it or push it again."
                            .formatted(found.status())));
        }
        var platform = Limits.of("image.platform");
        if (found.platforms().stream().noneMatch(platform::allows)) {
            failures.add(new GateFailure(
                    Reason.WRONG_PLATFORM,
                    "The image is built for %s, AgentCore runs %s only: %s."
                            .formatted(shown(found.platforms()), platform.pattern(), platform.remedy())));
        }
        var bytes = Limits.of("image.bytes");
        if (!bytes.allows(found.sizeBytes())) {
            failures.add(new GateFailure(
                    Reason.TOO_LARGE,
                    "The image has %d bytes, AgentCore takes at most %d: %s."
                            .formatted(found.sizeBytes(), bytes.most(), bytes.remedy())));
        }
    }

    /** An index may list as many as fit into it, and the sentence stands in a record. */
    private static String shown(Set<String> platforms) {
        if (platforms.isEmpty()) {
            return "no known platform";
        }
        var first = platforms.stream().sorted().limit(MOST_SHOWN).collect(joining(", "));
        return platforms.size() <= MOST_SHOWN
                ? first
                : "%s and %d more".formatted(first, platforms.size() - MOST_SHOWN);
    }

    private static GateFailure missing(Image image) {
        return new GateFailure(
                Reason.IMAGE_MISSING,
                "ECR holds no image %s in %s: push it again, or ask for one that is there."
                        .formatted(image.digest(), image.repository()));
    }
}
