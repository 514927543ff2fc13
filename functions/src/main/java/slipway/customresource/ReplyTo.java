package slipway.customresource;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Where a request's answer goes, and what it has to repeat.
 *
 * @param url presigned, and so a secret: whoever has it can answer
 * @param id what the resource is known by; absent at a create
 */
record ReplyTo(URI url, String stack, String request, String logicalId, Optional<PhysicalId> id) {

    /**
     * Names the request: stack and request id identify one for ever
     * (docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/crpg-ref-requests.html). Where one of them is missing, the URL does.
     */
    String key() {
        String identity = stack.isEmpty() || request.isEmpty() ? url.toString() : stack + "\n" + request;
        return HexFormat.of().formatHex(sha256(identity.getBytes(StandardCharsets.UTF_8)));
    }

    /** Without the URL. */
    @Override
    public String toString() {
        return "%s of %s".formatted(logicalId, stack);
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
