package slipway.publish;

import com.amazonaws.services.lambda.runtime.Context;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import slipway.event.AwsEvent;
import slipway.event.BadEvent;
import slipway.image.Digest;
import slipway.image.Image;
import slipway.image.InvalidImage;
import slipway.image.Repository;
import slipway.image.Tag;
import slipway.time.Pauses;
import slipway.wiring.LoggedHandler;

/** Takes pushed and replicated images from the queue, and answers which messages have to come again. */
public final class ImagePushedHandler extends LoggedHandler {
    private static final Logger LOG = LoggerFactory.getLogger(ImagePushedHandler.class);
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final Duration PAUSE = Duration.ofSeconds(5);

    /** What another try may take, and the end of the invocation with it. */
    private static final int LEFT_MILLIS = 20_000;

    private final Publisher publisher;
    private final Pauses pauses;

    /** What a message of the queue tells of, and when that happened. */
    private record Push(JsonNode message, Image image, Instant at) {}

    public ImagePushedHandler() {
        this(DaggerPublishComponent.create());
    }

    private ImagePushedHandler(PublishComponent component) {
        this(component.publisher(), component.pauses());
    }

    ImagePushedHandler(Publisher publisher, Pauses pauses) {
        this.publisher = publisher;
        this.pauses = pauses;
    }

    @Override
    protected void handle(InputStream input, OutputStream output, Context context) throws IOException {
        Set<JsonNode> failed = new LinkedHashSet<>();
        Set<JsonNode> busy =
                tried(JSON.readTree(input).path("Records").valueStream().toList(), failed);
        // The queue would keep them for minutes, and others may have published what is newer by then.
        while (!busy.isEmpty() && hasTime(context)) {
            pauses.pause(PAUSE);
            busy = tried(busy, failed);
        }
        busy.forEach(_ -> publisher.gaveUp());
        failed.addAll(busy);
        ObjectNode answer = JSON.createObjectNode();
        ArrayNode failures = answer.putArray("batchItemFailures");
        failed.forEach(message -> failures.addObject().put("itemIdentifier", id(message)));
        JSON.writeValue(output, answer);
    }

    private static boolean hasTime(Context context) {
        return context.getRemainingTimeInMillis() > LEFT_MILLIS;
    }

    /**
     * All are decided about before any is published, so that only what is newest by then is. Answers the messages for which
     * AWS had no time; those that failed otherwise have to come again.
     */
    private Set<JsonNode> tried(Collection<JsonNode> messages, Set<JsonNode> failed) {
        Set<JsonNode> busy = new LinkedHashSet<>();
        List<Push> pushes = new ArrayList<>();
        for (JsonNode message : messages) {
            attempt(
                    message,
                    busy,
                    failed,
                    () -> push(message).ifPresent(push -> {
                        pushes.add(push);
                        publisher.decide(push.image(), push.at());
                    }));
        }
        pushes.forEach(push -> attempt(push.message(), busy, failed, () -> publisher.publish(push.image(), push.at())));
        busy.removeAll(failed);
        return busy;
    }

    private static void attempt(JsonNode message, Set<JsonNode> busy, Set<JsonNode> failed, Runnable task) {
        try {
            task.run();
        } catch (PublishFailed e) {
            if (e.isThrottled()) {
                busy.add(message);
            } else {
                failed(message, e, failed);
            }
        } catch (RuntimeException e) {
            failed(message, e, failed);
        }
    }

    private static void failed(JsonNode message, RuntimeException failure, Set<JsonNode> failed) {
        LOG.error("message {} has to come again: {}", id(message), failure.toString());
        failed.add(message);
    }

    private static String id(JsonNode message) {
        return message.path("messageId").asText();
    }

    private static AwsEvent event(String body) {
        try {
            return AwsEvent.of(JSON.readTree(body));
        } catch (JsonProcessingException e) {
            throw new BadEvent("body", body, "expected an event as JSON");
        }
    }

    /** What the message tells of; empty where that has no tag to follow. */
    private static Optional<Push> push(JsonNode message) {
        AwsEvent event = event(message.path("body").asText());
        Repository repository = new Repository(event.account(), event.region(), event.text("repository-name"));
        // Only a hint; but who sends something else here does not speak for ECR.
        Digest hint = new Digest(event.text("image-digest"));
        try {
            Image image = new Image(repository, new Tag(event.text("image-tag")), hint);
            return Optional.of(new Push(message, image, event.time()));
        } catch (InvalidImage e) {
            LOG.info("ignored {} of {}: {}", hint.shortForm(), repository, e.getMessage());
            return Optional.empty();
        }
    }
}
