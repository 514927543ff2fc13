package slipway.local.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

/** A folder with an image as today's builders make it: an index of two platforms, each with its attestation. */
final class OciLayout {
    private static final String OCI = "application/vnd.oci.image.";

    private final Path folder;

    private OciLayout(Path folder) {
        this.folder = folder;
    }

    /** Writes the image; the digest of its index. */
    static String write(Path folder, String tag, Map<String, String> labels) throws IOException {
        Files.createDirectories(folder.resolve("blobs/sha256"));
        Files.writeString(folder.resolve("oci-layout"), "{\"imageLayoutVersion\":\"1.0.0\"}");
        return new OciLayout(folder).write(tag, labels);
    }

    private String write(String tag, Map<String, String> labels) throws IOException {
        ObjectNode index = object().put("schemaVersion", 2).put("mediaType", OCI + "index.v1+json");
        ArrayNode manifests = index.putArray("manifests");
        for (String architecture : new String[] {"arm64", "amd64"}) {
            ObjectNode image = platform(architecture, labels);
            manifests.add(image);
            manifests.add(attestation(image.path("digest").asText()));
        }
        ObjectNode tagged = blob(OCI + "index.v1+json", index);
        tagged.putObject("annotations").put("org.opencontainers.image.ref.name", tag);
        ObjectNode top = object().put("schemaVersion", 2);
        top.putArray("manifests").add(tagged);
        Files.writeString(folder.resolve("index.json"), top.toString());
        return tagged.path("digest").asText();
    }

    private ObjectNode platform(String architecture, Map<String, String> labels) throws IOException {
        ObjectNode config = object().put("architecture", architecture).put("os", "linux");
        ObjectNode label = config.putObject("config").putObject("Labels");
        labels.forEach(label::put);
        byte[] content = ("for " + architecture).getBytes(UTF_8);
        diffId(config, "sha256:" + sha256(content));
        // Compressed, or clients compress it, and everything has another digest then.
        ObjectNode image = manifest(config, blob(OCI + "layer.v1.tar+gzip", zipped(content)));
        image.putObject("platform").put("architecture", architecture).put("os", "linux");
        return image;
    }

    private ObjectNode attestation(String image) throws IOException {
        ObjectNode statement =
                object().put("_type", "https://in-toto.io/Statement/v0.1").put("of", image);
        ObjectNode config = object().put("architecture", "unknown").put("os", "unknown");
        ObjectNode layer = blob("application/vnd.in-toto+json", statement);
        diffId(config, layer.path("digest").asText());
        ObjectNode attestation = manifest(config, layer);
        attestation.putObject("platform").put("architecture", "unknown").put("os", "unknown");
        attestation
                .putObject("annotations")
                .put("vnd.docker.reference.digest", image)
                .put("vnd.docker.reference.type", "attestation-manifest");
        return attestation;
    }

    private ObjectNode manifest(ObjectNode config, ObjectNode layer) throws IOException {
        ObjectNode manifest = object().put("schemaVersion", 2).put("mediaType", OCI + "manifest.v1+json");
        manifest.set("config", blob(OCI + "config.v1+json", config));
        manifest.putArray("layers").add(layer);
        return blob(OCI + "manifest.v1+json", manifest);
    }

    private static void diffId(ObjectNode config, String digest) {
        config.putObject("rootfs").put("type", "layers").putArray("diff_ids").add(digest);
    }

    private static byte[] zipped(byte[] content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(bytes)) {
            zip.write(content);
        }
        return bytes.toByteArray();
    }

    private ObjectNode blob(String mediaType, ObjectNode json) throws IOException {
        return blob(mediaType, json.toString().getBytes(UTF_8));
    }

    private ObjectNode blob(String mediaType, byte[] content) throws IOException {
        String hash = sha256(content);
        Files.write(folder.resolve("blobs/sha256").resolve(hash), content);
        return object().put("mediaType", mediaType)
                .put("digest", "sha256:" + hash)
                .put("size", content.length);
    }

    private static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
