package slipway.local.kms;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.Map;
import java.util.TreeMap;
import slipway.local.edge.AwsError;
import slipway.local.edge.Call;
import slipway.local.edge.JsonService;
import slipway.local.json.Json;

/** What KMS does with data. */
final class CryptoOperations {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String PLAIN = "Plaintext";
    private static final String SEALED = "CiphertextBlob";
    private static final int LARGEST_PLAIN = 4096;
    private static final int LARGEST_RANDOM = 1024;

    private final Keys keys;

    CryptoOperations(Keys keys) {
        this.keys = keys;
    }

    Map<String, JsonService.Operation> operations() {
        return Map.of(
                "Encrypt", this::encrypt,
                "Decrypt", this::decrypt,
                "ReEncrypt", this::reEncrypt,
                "GenerateDataKey", (call, input) -> dataKey(call, input, "GenerateDataKey"),
                "GenerateDataKeyWithoutPlaintext",
                        (call, input) -> dataKey(call, input, "GenerateDataKeyWithoutPlaintext")
                                .without(PLAIN),
                "GenerateRandom", CryptoOperations::random);
    }

    private JsonNode encrypt(Call call, ObjectNode input) {
        Map<String, String> context = context(input, "EncryptionContext");
        Key key = KmsService.allowed(keys, call, input, "Encrypt", conditions(context));
        byte[] plain = bytes(input, PLAIN);
        if (plain.length == 0 || plain.length > LARGEST_PLAIN) {
            throw KmsService.invalid("Plaintext must have 1 to 4096 bytes, not " + plain.length);
        }
        return Json.object()
                .put(SEALED, Ciphertext.of(key, plain, context).bytes())
                .put("KeyId", key.arn())
                .put("EncryptionAlgorithm", "SYMMETRIC_DEFAULT");
    }

    private JsonNode decrypt(Call call, ObjectNode input) {
        Map<String, String> context = context(input, "EncryptionContext");
        Ciphertext ciphertext = Ciphertext.read(bytes(input, SEALED));
        Key key = allowed(
                call, "Decrypt", ciphertext, context, input.path("KeyId").asText());
        return Json.object()
                .put("KeyId", key.arn())
                .put(PLAIN, ciphertext.open(key, context))
                .put("EncryptionAlgorithm", "SYMMETRIC_DEFAULT");
    }

    private JsonNode reEncrypt(Call call, ObjectNode input) {
        Map<String, String> before = context(input, "SourceEncryptionContext");
        Map<String, String> after = context(input, "DestinationEncryptionContext");
        Ciphertext ciphertext = Ciphertext.read(bytes(input, SEALED));
        Key source = allowed(
                call,
                "ReEncryptFrom",
                ciphertext,
                before,
                input.path("SourceKeyId").asText());
        ObjectNode destination =
                Json.object().put("KeyId", input.path("DestinationKeyId").asText());
        Key key = KmsService.allowed(keys, call, destination, "ReEncryptTo", conditions(after));
        return Json.object()
                .put(
                        SEALED,
                        Ciphertext.of(key, ciphertext.open(source, before), after)
                                .bytes())
                .put("SourceKeyId", source.arn())
                .put("KeyId", key.arn())
                .put("SourceEncryptionAlgorithm", "SYMMETRIC_DEFAULT")
                .put("DestinationEncryptionAlgorithm", "SYMMETRIC_DEFAULT");
    }

    /** The key that a ciphertext names; one that the caller names must be the same. */
    private Key allowed(Call call, String action, Ciphertext ciphertext, Map<String, String> context, String named) {
        Key key = keys.key(ciphertext.keyId().toString()).orElseThrow(Ciphertext::invalid);
        ObjectNode itself = Json.object().put("KeyId", key.arn());
        KmsService.allowed(keys, call, itself, action, conditions(context));
        if (!named.isEmpty() && !keys.require(named).arn().equals(key.arn())) {
            throw new AwsError(
                    400,
                    "IncorrectKeyException",
                    "The key ID in the request does not identify a CMK that can perform this operation.");
        }
        return key;
    }

    private ObjectNode dataKey(Call call, ObjectNode input, String action) {
        Map<String, String> context = context(input, "EncryptionContext");
        Key key = KmsService.allowed(keys, call, input, action, conditions(context));
        byte[] plain = random(length(input));
        return Json.object()
                .put(SEALED, Ciphertext.of(key, plain, context).bytes())
                .put(PLAIN, plain)
                .put("KeyId", key.arn());
    }

    private static int length(ObjectNode input) {
        if (input.has("NumberOfBytes") == input.has("KeySpec")) {
            throw KmsService.invalid("Please specify either number of bytes or key spec.");
        }
        return switch (input.path("KeySpec").asText()) {
            case "AES_256" -> 32;
            case "AES_128" -> 16;
            case "" -> numberOfBytes(input);
            case String other -> throw KmsService.invalid("KeySpec must be AES_256 or AES_128, not " + other);
        };
    }

    private static JsonNode random(Call call, ObjectNode input) {
        call.authorize("kms:GenerateRandom", "*");
        return Json.object().put(PLAIN, random(numberOfBytes(input)));
    }

    private static int numberOfBytes(ObjectNode input) {
        int bytes = input.path("NumberOfBytes").asInt();
        if (bytes < 1 || bytes > LARGEST_RANDOM) {
            throw KmsService.invalid("NumberOfBytes must be 1 to 1024, not " + bytes);
        }
        return bytes;
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        RANDOM.nextBytes(bytes);
        return bytes;
    }

    private static byte[] bytes(ObjectNode input, String member) {
        try {
            return input.path(member).binaryValue() == null
                    ? new byte[0]
                    : input.path(member).binaryValue();
        } catch (IOException e) {
            throw new AwsError(400, "SerializationException", member + " is not Base64");
        }
    }

    private static Map<String, String> context(ObjectNode input, String member) {
        Map<String, String> context = new TreeMap<>();
        input.path(member)
                .properties()
                .forEach(entry -> context.put(entry.getKey(), entry.getValue().asText()));
        return context;
    }

    private static Map<String, String> conditions(Map<String, String> context) {
        Map<String, String> conditions = new TreeMap<>();
        context.forEach((name, value) -> conditions.put("kms:EncryptionContext:" + name, value));
        return conditions;
    }
}
