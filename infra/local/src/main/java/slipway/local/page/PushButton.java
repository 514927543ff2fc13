package slipway.local.page;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import slipway.local.edge.Answer;
import slipway.local.edge.Incoming;
import slipway.local.edge.PlainHandler;
import slipway.local.edge.Visitor;
import slipway.local.json.Json;

/** Pushes one of the sample's images under the version that comes next, as anybody's build would. */
final class PushButton implements PlainHandler {
    static final String PATH = "/_slipway/push";
    private static final int LONGEST = 1024;
    private static final Pattern VERSION = Pattern.compile("^([0-9]{1,6})\\.([0-9]{1,6})\\.([0-9]{1,6})$");

    /** Pushes an image and gives its digest; throws IllegalStateException with the words of a registry that refuses. */
    @FunctionalInterface
    interface Push {
        String push(String repository, String tag, SampleImage image);
    }

    private final Function<String, Optional<Collection<String>>> tags;
    private final Push registry;

    /** @param tags of a repository; empty where there is no such repository */
    PushButton(Function<String, Optional<Collection<String>>> tags, Push registry) {
        this.tags = tags;
        this.registry = registry;
    }

    @Override
    public Answer handle(Incoming request) throws IOException {
        Visitor visitor = new Visitor(request.headers());
        Optional<String> refused = visitor.refusedCall();
        if (refused.isPresent()) {
            return Answers.refusal(403, refused.get());
        }
        if (!request.method().equals("POST")) {
            return Answers.refusal(405, "A push is a POST, not a " + request.method() + ".");
        }
        if (!visitor.sendsJson()) {
            return Answers.refusal(415, "Content-Type must be application/json.");
        }
        byte[] body = request.body().readNBytes(LONGEST + 1);
        return body.length > LONGEST
                ? Answers.refusal(413, "The body is longer than %d bytes.".formatted(LONGEST))
                : push(new String(body, StandardCharsets.UTF_8));
    }

    private Answer push(String body) {
        JsonNode wanted;
        try {
            wanted = Json.read(body);
        } catch (IllegalArgumentException e) {
            return Answers.refusal(400, "The body must be JSON with the members repository and image.");
        }
        String repository = wanted.path("repository").asText();
        Optional<SampleImage> image = SampleImage.of(wanted.path("image").asText());
        if (image.isEmpty()) {
            return Answers.refusal(
                    400,
                    "image is '%s'; it must be one of %s."
                            .formatted(Words.text(wanted.path("image")), SampleImage.words()));
        }
        return push(repository, image.get());
    }

    /** One at a time: two must not take the same version. */
    private synchronized Answer push(String repository, SampleImage image) {
        Optional<Collection<String>> present = tags.apply(repository);
        if (present.isEmpty()) {
            return Answers.refusal(
                    400,
                    "repository is '%s': there is none of this name. Choose one that a target follows."
                            .formatted(Words.cut(repository)));
        }
        String tag = next(present.get());
        try {
            String digest = registry.push(repository, tag, image);
            return Answers.json(
                    201,
                    Json.object().put("repository", repository).put("tag", tag).put("digest", digest));
        } catch (IllegalStateException e) {
            return Answers.refusal(502, Words.cut(String.valueOf(e.getMessage())));
        }
    }

    /** The minor version after the highest one; {@code 1.0.0} where no tag is a version. */
    static String next(Collection<String> tags) {
        return tags.stream()
                .flatMap(tag -> VERSION.matcher(tag).results())
                .max(Comparator.comparingInt((MatchResult version) -> number(version, 1))
                        .thenComparingInt(version -> number(version, 2)))
                .map(highest -> "%d.%d.0".formatted(number(highest, 1), number(highest, 2) + 1))
                .orElse("1.0.0");
    }

    private static int number(MatchResult version, int part) {
        return Integer.parseInt(version.group(part));
    }
}
