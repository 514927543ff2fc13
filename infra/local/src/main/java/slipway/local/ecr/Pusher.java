package slipway.local.ecr;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Base64;
import java.util.Map;

/** Builds an image and pushes it as {@code docker push} would: layers, children, and what has the tag last. */
public final class Pusher {
    private static final String IMAGE = "application/vnd.oci.image.manifest.v1+json";
    private static final String INDEX = "application/vnd.oci.image.index.v1+json";
    private static final String CONFIG = "application/vnd.oci.image.config.v1+json";
    private static final String BYTES = "application/octet-stream";
    private static final String LAYER = "application/vnd.oci.image.layer.v1.tar";
    private static final String ZIPPED_LAYER = LAYER + "+gzip";

    private final URI registry;
    private final String authorization;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /**
     * @param registry the edge, for example {@code http://127.0.0.1:4566}
     * @param password of the user {@code AWS}; {@code test} is the administrator's
     */
    public Pusher(URI registry, String password) {
        this.registry = registry;
        this.authorization = "Basic " + Base64.getEncoder().encodeToString(("AWS:" + password).getBytes(UTF_8));
    }

    /**
     * Pushes the image and gives the digest that the tag names then.
     *
     * @throws IllegalStateException with the registry's words if it refuses, or if it cannot be reached
     */
    public String push(String repository, String tag, ImageSpec spec) {
        if (spec.architectures().size() == 1) {
            byte[] manifest = image(repository, spec.architectures().getFirst(), spec);
            return manifest(repository, tag, IMAGE, manifest);
        }
        ObjectNode index = object().put("schemaVersion", 2).put("mediaType", INDEX);
        ArrayNode children = index.putArray("manifests");
        for (String architecture : spec.architectures()) {
            byte[] manifest = image(repository, architecture, spec);
            String digest = manifest(repository, Digests.of(manifest), IMAGE, manifest);
            ObjectNode child = children.addObject().put("mediaType", IMAGE).put("digest", digest);
            child.put("size", manifest.length);
            child.putObject("platform").put("architecture", architecture).put("os", "linux");
        }
        return manifest(repository, tag, INDEX, bytes(index));
    }

    /** Pushes an image with a program in it, and gives its digest. */
    public String push(String repository, String tag, ProgramSpec spec) {
        ObjectNode config = config("arm64", spec.labels(), spec.layer().diffId());
        ObjectNode how = (ObjectNode) config.get("config");
        spec.entrypoint().forEach(how.putArray("Entrypoint")::add);
        how.put("WorkingDir", spec.workingDirectory());
        ArrayNode environment = how.putArray("Env");
        spec.environment().forEach((name, value) -> environment.add(name + "=" + value));
        ObjectNode layer = blob(repository, ZIPPED_LAYER, spec.layer().gzip());
        return manifest(repository, tag, IMAGE, image(repository, config, layer));
    }

    /** The manifest of one platform, its blobs uploaded. */
    private byte[] image(String repository, String architecture, ImageSpec spec) {
        byte[] layer = ("layer " + architecture + " " + spec.labels() + " " + spec.sizeBytes()).getBytes(UTF_8);
        ObjectNode described = blob(repository, LAYER, layer);
        described.put("size", Math.max(layer.length, spec.sizeBytes()));
        return image(repository, config(architecture, spec.labels(), Digests.of(layer)), described);
    }

    private static ObjectNode config(String architecture, Map<String, String> labels, String diffId) {
        ObjectNode config = object().put("architecture", architecture).put("os", "linux");
        ObjectNode named = config.putObject("config").putObject("Labels");
        labels.forEach(named::put);
        config.putObject("rootfs").put("type", "layers").putArray("diff_ids").add(diffId);
        return config;
    }

    private byte[] image(String repository, ObjectNode config, ObjectNode layer) {
        ObjectNode manifest = object().put("schemaVersion", 2).put("mediaType", IMAGE);
        manifest.set("config", blob(repository, CONFIG, bytes(config)));
        manifest.putArray("layers").add(layer);
        return bytes(manifest);
    }

    private ObjectNode blob(String repository, String mediaType, byte[] content) {
        String digest = Digests.of(content);
        String blobs = "/v2/" + repository + "/blobs/";
        if (send("HEAD", blobs + digest, BYTES, new byte[0]).statusCode() != 200) {
            HttpResponse<String> begun = expect(202, send("POST", blobs + "uploads/", BYTES, new byte[0]));
            String location = begun.headers().firstValue("Location").orElseThrow();
            expect(201, send("PUT", location + "?digest=" + digest, BYTES, content));
        }
        return object().put("mediaType", mediaType).put("digest", digest).put("size", content.length);
    }

    private String manifest(String repository, String reference, String mediaType, byte[] content) {
        expect(201, send("PUT", "/v2/" + repository + "/manifests/" + reference, mediaType, content));
        return Digests.of(content);
    }

    private HttpResponse<String> send(String method, String path, String type, byte[] body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(registry.resolve(path))
                .header("Authorization", authorization)
                .header("Content-Type", type)
                .method(method, body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
        try {
            return client.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new IllegalStateException("The registry at " + registry + " cannot be reached", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static HttpResponse<String> expect(int status, HttpResponse<String> response) {
        if (response.statusCode() != status) {
            throw new IllegalStateException("The registry answered %d to %s: %s"
                    .formatted(response.statusCode(), response.request().uri(), response.body()));
        }
        return response;
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    private static byte[] bytes(ObjectNode json) {
        return json.toString().getBytes(UTF_8);
    }
}
