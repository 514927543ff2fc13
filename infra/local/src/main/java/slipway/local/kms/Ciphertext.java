package slipway.local.kms;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import slipway.local.edge.AwsError;

/**
 * What a key made of a plain text: AES-GCM, the encryption context authenticated with it. It names its key, so that
 * nobody has to.
 */
record Ciphertext(UUID keyId, byte[] nonce, byte[] sealed) {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int NONCE = 12;
    private static final int TAG_BITS = 128;
    private static final int ID = 16;

    static Ciphertext of(Key key, byte[] plain, Map<String, String> context) {
        byte[] nonce = new byte[NONCE];
        RANDOM.nextBytes(nonce);
        try {
            byte[] sealed =
                    cipher(Cipher.ENCRYPT_MODE, key.use(), nonce, context).doFinal(plain);
            return new Ciphertext(UUID.fromString(key.id()), nonce, sealed);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JDK has AES-GCM", e);
        }
    }

    /** @throws AwsError InvalidCiphertextException when these bytes are none */
    static Ciphertext read(byte[] bytes) {
        try {
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            UUID id = new UUID(buffer.getLong(), buffer.getLong());
            byte[] nonce = new byte[NONCE];
            buffer.get(nonce);
            byte[] sealed = new byte[buffer.remaining()];
            buffer.get(sealed);
            return new Ciphertext(id, nonce, sealed);
        } catch (BufferUnderflowException e) {
            throw invalid();
        }
    }

    byte[] bytes() {
        return ByteBuffer.allocate(ID + NONCE + sealed.length)
                .putLong(keyId.getMostSignificantBits())
                .putLong(keyId.getLeastSignificantBits())
                .put(nonce)
                .put(sealed)
                .array();
    }

    /** @throws AwsError InvalidCiphertextException when it was changed, or made with another context */
    byte[] open(Key key, Map<String, String> context) {
        try {
            return cipher(Cipher.DECRYPT_MODE, key.use(), nonce, context).doFinal(sealed);
        } catch (GeneralSecurityException e) {
            throw invalid();
        }
    }

    static AwsError invalid() {
        return new AwsError(
                400, "InvalidCiphertextException", "The ciphertext was not made here, or not in this context.");
    }

    private static Cipher cipher(int mode, SecretKey key, byte[] nonce, Map<String, String> context)
            throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        new TreeMap<>(context).forEach((name, value) -> {
            authenticate(cipher, name);
            authenticate(cipher, value);
        });
        return cipher;
    }

    /** Its length first, so that no two contexts read the same. */
    private static void authenticate(Cipher cipher, String text) {
        byte[] bytes = text.getBytes(UTF_8);
        cipher.updateAAD(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
        cipher.updateAAD(bytes);
    }
}
