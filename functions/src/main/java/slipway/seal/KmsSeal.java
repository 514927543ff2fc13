package slipway.seal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import slipway.failure.FailureClassifier;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.DataKeySpec;
import software.amazon.awssdk.services.kms.model.IncorrectKeyException;
import software.amazon.awssdk.services.kms.model.InvalidCiphertextException;

/**
 * Envelope encryption: KMS makes a data key for each text and wraps it; AES-GCM does the rest here, so that a text may have
 * any size. The context is KMS's encryption context, by which policies can narrow who opens what, and AES-GCM's as well.
 *
 * <p>What is stored, in Base64: a byte for this form, two bytes for the wrapped key's length, that key, the nonce, the text
 * with its tag (docs.aws.amazon.com/kms/latest/developerguide/data-keys.html).
 */
public final class KmsSeal implements Seal {
    /** The name of the context in KMS's encryption context, as policies' conditions have it. */
    public static final String CONTEXT = "sealed-for";

    private static final byte FORM = 1;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final int LEAST_BYTES = 1 + Short.BYTES + NONCE_BYTES + TAG_BITS / 8;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final KmsClient kms;
    private final String key;

    /** @param key the ARN of the key that wraps */
    public KmsSeal(KmsClient kms, String key) {
        this.kms = kms;
        this.key = key;
    }

    @Override
    public String seal(byte[] plain, String context) {
        try {
            var dataKey = kms.generateDataKey(
                    r -> r.keyId(key).keySpec(DataKeySpec.AES_256).encryptionContext(Map.of(CONTEXT, context)));
            byte[] wrapped = dataKey.ciphertextBlob().asByteArray();
            byte[] nonce = new byte[NONCE_BYTES];
            RANDOM.nextBytes(nonce);
            byte[] sealed = cipher(Cipher.ENCRYPT_MODE, dataKey.plaintext().asByteArray(), nonce, context)
                    .doFinal(plain);
            return Base64.getEncoder()
                    .encodeToString(ByteBuffer.allocate(LEAST_BYTES + wrapped.length + plain.length)
                            .put(FORM)
                            .putShort((short) wrapped.length)
                            .put(wrapped)
                            .put(nonce)
                            .put(sealed)
                            .array());
        } catch (SdkException e) {
            throw FailureClassifier.of("kms:GenerateDataKey", e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public byte[] open(String sealed, String context) {
        byte[] all = Base64.getDecoder().decode(sealed);
        if (all.length < LEAST_BYTES || all[0] != FORM) {
            throw damaged();
        }
        ByteBuffer parts = ByteBuffer.wrap(all, 1, all.length - 1);
        byte[] wrapped = next(parts, parts.getShort());
        byte[] nonce = next(parts, NONCE_BYTES);
        try {
            return cipher(Cipher.DECRYPT_MODE, unwrapped(wrapped, context), nonce, context)
                    .doFinal(next(parts, parts.remaining()));
        } catch (GeneralSecurityException e) {
            throw damaged();
        }
    }

    private byte[] unwrapped(byte[] wrapped, String context) {
        try {
            return kms.decrypt(r -> r.keyId(key)
                            .ciphertextBlob(SdkBytes.fromByteArray(wrapped))
                            .encryptionContext(Map.of(CONTEXT, context)))
                    .plaintext()
                    .asByteArray();
        } catch (InvalidCiphertextException | IncorrectKeyException e) {
            throw damaged();
        } catch (SdkException e) {
            throw FailureClassifier.of("kms:Decrypt", e);
        }
    }

    private static Cipher cipher(int mode, byte[] dataKey, byte[] nonce, String context)
            throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, new SecretKeySpec(dataKey, "AES"), new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(context.getBytes(StandardCharsets.UTF_8));
        Arrays.fill(dataKey, (byte) 0);
        return cipher;
    }

    private static byte[] next(ByteBuffer parts, int length) {
        if (length < 0 || length > parts.remaining()) {
            throw damaged();
        }
        byte[] part = new byte[length];
        parts.get(part);
        return part;
    }

    private static IllegalArgumentException damaged() {
        return new IllegalArgumentException("what was sealed is damaged, or belongs to something else");
    }
}
