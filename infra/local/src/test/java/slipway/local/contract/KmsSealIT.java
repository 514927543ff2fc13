package slipway.local.contract;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import slipway.failure.AwsFailure;
import slipway.local.kms.Keys;
import slipway.local.kms.KmsService;
import slipway.seal.KmsSeal;
import slipway.seal.Seal;
import slipway.seal.SealContract;
import software.amazon.awssdk.services.kms.KmsClient;

class KmsSealIT extends SealContract {
    private static final byte[] PLAIN = "hunter2".getBytes(StandardCharsets.UTF_8);

    private static Edged cloud;
    private static KmsClient kms;

    private final String key = kms.createKey().keyMetadata().arn();
    private final Seal seal = new KmsSeal(kms, key);

    @BeforeAll
    static void start() {
        cloud = new Edged().with(new KmsService(new Keys(), Edged.PLACE, (arn, policy) -> {}));
        kms = cloud.client(KmsClient.builder());
    }

    @AfterAll
    static void stop() {
        cloud.close();
    }

    @Override
    protected Seal seal() {
        return seal;
    }

    @Test
    void whatAnotherKeySealedDoesNotOpen() {
        String sealed = new KmsSeal(kms, kms.createKey().keyMetadata().arn()).seal(PLAIN, "a");
        assertThatThrownBy(() -> seal.open(sealed, "a")).hasMessageContaining("belongs to something else");
    }

    @Test
    void aByteThatWasChangedAnywhereIsNoticed() {
        byte[] sealed = Base64.getDecoder().decode(seal.seal(PLAIN, "a"));
        for (int i = 0; i < sealed.length; i++) {
            byte[] changed = sealed.clone();
            changed[i] ^= 1;
            String text = Base64.getEncoder().encodeToString(changed);
            assertThatThrownBy(() -> seal.open(text, "a"))
                    .as("byte %d", i)
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void aKeyThatIsOutOfUseIsAFailureOfAwsAndNotOfTheText() {
        String sealed = seal.seal(PLAIN, "a");
        kms.disableKey(r -> r.keyId(key));
        assertThatThrownBy(() -> seal.open(sealed, "a"))
                .isInstanceOf(AwsFailure.class)
                .hasMessageContaining("kms:Decrypt");
        assertThatThrownBy(() -> seal.seal(PLAIN, "a"))
                .isInstanceOf(AwsFailure.class)
                .hasMessageContaining("kms:GenerateDataKey");
    }
}
