package slipway.local.edge;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Tells whether a request was signed with the secret of the key that it names, for this place, and lately. The AWS
 * SDK's own signer cannot tell: it adds the header {@code x-amz-content-sha256}, which other SDKs do not sign.
 *
 * <p>Signatures are made by the wall's clock, so that one judges them, whatever the cloud's time.
 */
final class SignatureCheck {
    private static final String HASH_HEADER = "x-amz-content-sha256";
    private static final String UNSIGNED = "UNSIGNED-PAYLOAD";
    /** One endpoint for all Regions, which signs as if it was there. */
    private static final Set<String> GLOBAL = Set.of("iam", "sts");

    private static final String UNKNOWN = "UnrecognizedClientException";
    private static final String INVALID_TOKEN = "The security token included in the request is invalid.";
    private static final String GLOBAL_REGION = "us-east-1";

    private final Identities identities;
    private final InstantSource wall;

    SignatureCheck(Identities identities, InstantSource wall) {
        this.identities = identities;
        this.wall = wall;
    }

    /**
     * Lets pass what its key's holder signed.
     *
     * @throws AwsError what AWS says about a key, a token, a scope, a time or a signature that is not right
     */
    void verify(Incoming request, Credential credential, byte[] body) {
        Signature signature = Signature.of(request);
        Identities.Key key = identities.key(credential.accessKeyId()).orElseThrow(SignatureCheck::unknownKey);
        checkToken(key, signature);
        checkScope(credential, signature);
        checkTime(signature);
        String canonical = new CanonicalRequest(request, signature.signedHeaders(), payloadHash(request, body)).text();
        String toSign = String.join(
                "\n", Credential.ALGORITHM, signature.stamp(), credential.scope(), sha256(bytes(canonical)));
        if (!same(hex(hmac(signingKey(key, credential), toSign)), signature.value())) {
            throw invalid("The request signature we calculated does not match the signature you provided. Check your"
                    + " AWS Secret Access Key and signing method. Consult the service documentation for details.\n\n"
                    + "The Canonical String for this request should have been\n'" + canonical + "'\n\n"
                    + "The String-to-Sign should have been\n'" + toSign + "'\n");
        }
    }

    private void checkToken(Identities.Key key, Signature signature) {
        if (!same(key.sessionToken(), signature.sessionToken())) {
            throw new AwsError(
                    403,
                    UNKNOWN,
                    key.sessionToken().isEmpty()
                            ? INVALID_TOKEN + " The key has none: unset AWS_SESSION_TOKEN."
                            : INVALID_TOKEN);
        }
        Instant expires = key.expires();
        if (expires != null && !wall.instant().isBefore(expires)) {
            throw new AwsError(403, "ExpiredTokenException", "The security token included in the request is expired");
        }
    }

    private void checkScope(Credential credential, Signature signature) {
        boolean here = credential.region().equals(identities.place().region())
                || (GLOBAL.contains(credential.service()) && credential.region().equals(GLOBAL_REGION));
        if (!here) {
            throw invalid("Credential should be scoped to a valid region, not '%s'. This cloud is %s."
                    .formatted(credential.region(), identities.place().region()));
        }
        if (!signature.stamp().startsWith(credential.date())) {
            throw invalid("Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP:"
                    + " '%s' != '%s'.".formatted(credential.date(), signature.stamp()));
        }
        if (!signature.signedHeaders().contains("host")) {
            throw invalid("'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization.");
        }
    }

    private void checkTime(Signature signature) {
        Instant now = wall.instant();
        Instant signed = signature.date();
        if (signed.plus(signature.validFor()).isBefore(now)) {
            throw invalid("Signature expired: %s is now earlier than %s (%s - %d s.)"
                    .formatted(
                            signature.stamp(),
                            Signature.STAMP.format(now.minus(signature.validFor())),
                            Signature.STAMP.format(now),
                            signature.validFor().toSeconds()));
        }
        if (signed.minus(Signature.TOLERANCE).isAfter(now)) {
            throw invalid("Signature not yet current: %s is still later than %s (%s + 5 min.)"
                    .formatted(
                            signature.stamp(),
                            Signature.STAMP.format(now.plus(Signature.TOLERANCE)),
                            Signature.STAMP.format(now)));
        }
    }

    /** What was sent decides, not what its header says of it, unless that says that nobody signed it. */
    private static String payloadHash(Incoming request, byte[] body) {
        String said =
                request.headers().getOrDefault(HASH_HEADER, request.query().getOrDefault("X-Amz-Content-Sha256", ""));
        if (said.startsWith("STREAMING-")) {
            throw new AwsError(
                    501,
                    "NotImplemented",
                    "The local cloud does not read bodies that are signed chunk by chunk: " + said);
        }
        return said.equals(UNSIGNED) ? UNSIGNED : sha256(body);
    }

    private static byte[] signingKey(Identities.Key key, Credential credential) {
        byte[] derived = bytes("AWS4" + key.secretAccessKey());
        for (String part : credential.scope().split("/", -1)) {
            derived = hmac(derived, part);
        }
        return derived;
    }

    private static byte[] hmac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(bytes(text));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String sha256(byte[] content) {
        try {
            return hex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean same(String one, String other) {
        return MessageDigest.isEqual(one.getBytes(US_ASCII), other.getBytes(US_ASCII));
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    static AwsError unknownKey() {
        return new AwsError(403, UNKNOWN, INVALID_TOKEN);
    }

    private static AwsError invalid(String message) {
        return new AwsError(403, "InvalidSignatureException", message);
    }
}
