package slipway.customresource;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import slipway.seal.Seal;

/** The sealed parts of kept requests, each for its request and its purpose: one does not open in another's place. */
final class Envelopes {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Seal seal;

    Envelopes(Seal seal) {
        this.seal = seal;
    }

    /** An answer as it is sent, however often. */
    record Decided(URI url, byte[] body) {}

    String sealRequest(String key, JsonNode request) {
        return seal(request, context(key, "asked"));
    }

    JsonNode openRequest(KeptRequest kept) {
        return open(kept.sealed(), context(kept.key(), "asked"));
    }

    String sealProgress(String key, Progress progress) {
        ObjectNode json = JSON.createObjectNode()
                .put("note", progress.note())
                .put("waitingFor", progress.waitingFor())
                .put("failures", progress.failures())
                .put("trouble", progress.trouble());
        progress.made().ifPresent(id -> json.put("made", id.value()));
        return seal(json, context(key, "progress"));
    }

    Progress openProgress(KeptRequest kept) {
        if (kept.progress().isEmpty()) {
            return Progress.none();
        }
        JsonNode json = open(kept.progress(), context(kept.key(), "progress"));
        return new Progress(
                json.path("note").asText(),
                PhysicalId.parse(json.path("made").asText()),
                json.path("waitingFor").asText(),
                json.path("failures").asInt(),
                json.path("trouble").asText());
    }

    String sealAnswer(String key, Decided answer) {
        ObjectNode json =
                JSON.createObjectNode().put("url", answer.url().toString()).put("body", answer.body());
        return seal(json, context(key, "answer"));
    }

    Decided openAnswer(KeptRequest kept) {
        JsonNode json = open(kept.sealed(), context(kept.key(), "answer"));
        try {
            return new Decided(
                    URI.create(json.path("url").asText()), json.path("body").binaryValue());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String context(String key, String part) {
        return "request/" + key + "/" + part;
    }

    private String seal(JsonNode json, String context) {
        return seal.seal(bytes(json), context);
    }

    static byte[] bytes(JsonNode json) {
        try {
            return JSON.writeValueAsBytes(json);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private JsonNode open(String sealed, String context) {
        try {
            return JSON.readTree(seal.open(sealed, context));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
