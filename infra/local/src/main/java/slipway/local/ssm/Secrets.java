package slipway.local.ssm;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import slipway.local.edge.AwsError;
import slipway.local.edge.Call;
import slipway.local.edge.Place;
import slipway.local.kms.Keys;

/**
 * What SecureString parameters stand on: KMS keys, which their callers must be allowed to use. AWS's own key for
 * Parameter Store lets everybody in who may use the parameter.
 */
public final class Secrets {
    static final String TYPE = "SecureString";
    private static final String OWN_KEY = "alias/aws/ssm";

    private final Keys keys;
    private final Place place;

    public Secrets(Keys keys, Place place) {
        this.keys = keys;
        this.place = place;
    }

    /** The key that a write asks for; null for a type without one. */
    static @Nullable String keyId(ObjectNode input, String type) {
        return type.equals(TYPE) ? input.path("KeyId").asText(OWN_KEY) : null;
    }

    /** The encrypted value, which is what the store keeps. */
    String seal(Call call, String arn, String keyId, String plain) {
        Map<String, String> context = Map.of("PARAMETER_ARN", arn);
        String key = allowed(call, "kms:Encrypt", keyId, context);
        return Base64.getEncoder().encodeToString(keys.encrypt(key, plain.getBytes(UTF_8), context));
    }

    /** @throws AwsError when the caller may not use the key, or nobody can */
    String open(Call call, String arn, String keyId, String sealed) {
        Map<String, String> context = Map.of("PARAMETER_ARN", arn);
        allowed(call, "kms:Decrypt", keyId, context);
        try {
            return new String(keys.decrypt(Base64.getDecoder().decode(sealed), context), UTF_8);
        } catch (AwsError e) {
            throw invalidKey(e.text());
        }
    }

    private String allowed(Call call, String action, String keyId, Map<String, String> context) {
        if (keyId.equals(OWN_KEY)) {
            return keys.ofService("ssm", place);
        }
        String key = keys.find(keyId).orElseThrow(() -> invalidKey("Invalid keyId " + keyId));
        Map<String, String> conditions = new TreeMap<>();
        conditions.put("kms:ViaService", "ssm.%s.amazonaws.com".formatted(place.region()));
        context.forEach((name, value) -> conditions.put("kms:EncryptionContext:" + name, value));
        call.authorize(action, key, conditions);
        return key;
    }

    private static AwsError invalidKey(String message) {
        return new AwsError(400, "InvalidKeyId", message);
    }
}
