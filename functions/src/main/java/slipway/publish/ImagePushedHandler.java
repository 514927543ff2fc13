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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import slipway.event.AwsEvent;
import slipway.event.BadEvent;
import slipway.image.Digest;
import slipway.image.InvalidImage;
import slipway.image.Repository;
import slipway.image.Tag;
import slipway.wiring.LoggedHandler;

/** Takes pushed and replicated images from the queue, and answers which messages have to come again. */
public final class ImagePushedHandler extends LoggedHandler {
    private static final Logger LOG = LoggerFactory.getLogger(ImagePushedHandler.class);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Publisher publisher;

    public ImagePushedHandler() {
        this(DaggerPublishComponent.create().publisher());
    }

    ImagePushedHandler(Publisher publisher) {
        this.publisher = publisher;
    }

    @Override
    protected void handle(InputStream input, OutputStream output, Context context) throws IOException {
        ObjectNode answer = JSON.createObjectNode();
        ArrayNode failures = answer.putArray("batchItemFailures");
        for (JsonNode message : JSON.readTree(input).path("Records")) {
            if (!handled(message)) {
                failures.addObject()
                        .put("itemIdentifier", message.path("messageId").asText());
            }
        }
        JSON.writeValue(output, answer);
    }

    private boolean handled(JsonNode message) {
        try {
            pushed(event(message.path("body").asText()));
            return true;
        } catch (RuntimeException e) {
            LOG.error(
                    "message {} has to come again: {}",
                    message.path("messageId").asText(),
                    e.toString());
            return false;
        }
    }

    private static AwsEvent event(String body) {
        try {
            return AwsEvent.of(JSON.readTree(body));
        } catch (JsonProcessingException e) {
            throw new BadEvent("body", body, "expected an event as JSON");
        }
    }

    private void pushed(AwsEvent event) {
        Repository repository = new Repository(event.account(), event.region(), event.text("repository-name"));
        // Only a hint, and ECR is asked; but who sends something else here does not speak for ECR.
        Digest hint = new Digest(event.text("image-digest"));
        Tag tag;
        try {
            tag = new Tag(event.text("image-tag"));
        } catch (InvalidImage e) {
            LOG.info("ignored {} of {}: {}", hint.shortForm(), repository, e.getMessage());
            return;
        }
        publisher.pushed(repository, tag, event.time());
    }
}
