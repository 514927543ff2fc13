package slipway.local.kms;

import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import javax.crypto.KeyGenerator;
import javax.crypto.SecretKey;
import org.jspecify.annotations.Nullable;
import slipway.local.edge.AwsError;

/** A symmetric key; its material never leaves it but in {@link Ciphertext}. */
final class Key {
    private static final int BITS = 256;

    private final String id;
    private final String arn;
    private final Instant created;
    private final SecretKey material = material();
    private String description;
    private boolean enabled;
    private boolean rotates;
    private @Nullable Instant deletion;

    Key(String id, String arn, String description, boolean enabled, boolean rotates, Instant created) {
        this.id = id;
        this.arn = arn;
        this.description = description;
        this.enabled = enabled;
        this.rotates = rotates;
        this.created = created;
    }

    private static SecretKey material() {
        try {
            KeyGenerator generator = KeyGenerator.getInstance("AES");
            generator.init(BITS);
            return generator.generateKey();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has AES", e);
        }
    }

    String id() {
        return id;
    }

    String arn() {
        return arn;
    }

    Instant created() {
        return created;
    }

    synchronized String description() {
        return description;
    }

    synchronized void description(String text) {
        description = text;
    }

    synchronized boolean rotates() {
        return rotates;
    }

    synchronized void rotates(boolean wanted) {
        requireNotPendingDeletion();
        rotates = wanted;
    }

    synchronized void enabled(boolean wanted) {
        requireNotPendingDeletion();
        enabled = wanted;
    }

    /** When it is to be deleted; null for a key that is not. */
    synchronized @Nullable Instant deletion() {
        return deletion;
    }

    /** From now on nobody can use it. */
    synchronized void deleteAt(Instant time) {
        requireNotPendingDeletion();
        deletion = time;
        enabled = false;
    }

    /** It stays disabled. */
    synchronized void keep() {
        if (deletion == null) {
            throw invalidState("is not pending deletion.");
        }
        deletion = null;
    }

    synchronized String state() {
        return deletion != null ? "PendingDeletion" : enabled ? "Enabled" : "Disabled";
    }

    /** @throws AwsError when nobody can use the key as it stands */
    synchronized SecretKey use() {
        requireNotPendingDeletion();
        if (!enabled) {
            throw new AwsError(400, "DisabledException", arn + " is disabled.");
        }
        return material;
    }

    private void requireNotPendingDeletion() {
        if (deletion != null) {
            throw invalidState("is pending deletion.");
        }
    }

    private AwsError invalidState(String why) {
        return new AwsError(400, "KMSInvalidStateException", arn + " " + why);
    }
}
