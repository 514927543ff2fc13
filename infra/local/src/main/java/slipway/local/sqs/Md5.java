package slipway.local.sqs;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/** The checksums that SDKs compare with their own. */
final class Md5 {
    private Md5() {}

    static String of(String body) {
        return hex(digest(body.getBytes(UTF_8)));
    }

    /** AWS's canonical form: by name; length and bytes of name and type; one byte for the kind; the value likewise. */
    static String ofAttributes(ObjectNode attributes) {
        MessageDigest md5 = md5();
        Map<String, JsonNode> sorted = new TreeMap<>();
        attributes.properties().forEach(property -> sorted.put(property.getKey(), property.getValue()));
        sorted.forEach((name, value) -> {
            update(md5, name.getBytes(UTF_8));
            update(md5, value.path("DataType").asText().getBytes(UTF_8));
            boolean binary = value.has("BinaryValue");
            md5.update((byte) (binary ? 2 : 1));
            update(
                    md5,
                    binary
                            ? Base64.getDecoder()
                                    .decode(value.path("BinaryValue").asText())
                            : value.path("StringValue").asText().getBytes(UTF_8));
        });
        return hex(md5.digest());
    }

    private static void update(MessageDigest md5, byte[] bytes) {
        md5.update(ByteBuffer.allocate(4).putInt(bytes.length).array());
        md5.update(bytes);
    }

    private static byte[] digest(byte[] bytes) {
        return md5().digest(bytes);
    }

    private static String hex(byte[] digest) {
        return HexFormat.of().formatHex(digest);
    }

    private static MessageDigest md5() {
        try {
            return MessageDigest.getInstance("MD5");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has MD5", e);
        }
    }
}
