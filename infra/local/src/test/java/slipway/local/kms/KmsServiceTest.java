package slipway.local.kms;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import slipway.local.edge.Client;
import slipway.local.edge.Place;
import slipway.local.json.Json;

class KmsServiceTest {
    private static final String HELLO = Base64.getEncoder().encodeToString("hello".getBytes(UTF_8));

    private Instant now = Instant.parse("2026-11-21T17:00:00Z");
    private final Keys keys = new Keys(() -> now);
    private final Map<String, JsonNode> policies = new HashMap<>();
    private final Client client =
            new Client(new KmsService(keys, new Place("111122223333", "eu-central-1"), policies::put));
    private final String key =
            client.json("CreateKey", "{}").at("/KeyMetadata/KeyId").asText();
    private final String arn = "arn:aws:kms:eu-central-1:111122223333:key/" + key;

    @Test
    void whatIsEncryptedComesBackInTheSameContextAlone() {
        String sealed = encrypt("{'team':'a'}");

        assertThat(sealed).doesNotContain(HELLO);
        assertThat(decrypt(sealed, "{'team':'a'}").path("Plaintext").asText()).isEqualTo(HELLO);
        assertThat(decrypt(sealed, "{'team':'a'}").path("KeyId").asText()).isEqualTo(arn);
        assertThat(decrypt(sealed, "{'team':'b'}").path("__type").asText()).isEqualTo("InvalidCiphertextException");
        assertThat(decrypt("AAAA", "{}").path("__type").asText()).isEqualTo("InvalidCiphertextException");
        assertThat(client.asked).contains("kms:Encrypt " + arn, "kms:Decrypt " + arn);
    }

    @Test
    void aDataKeyIsGivenPlainAndSealed() {
        JsonNode made = client.json("GenerateDataKey", "{'KeyId':'" + key + "','KeySpec':'AES_256'}");

        assertThat(Base64.getDecoder().decode(made.path("Plaintext").asText())).hasSize(32);
        assertThat(decrypt(made.path("CiphertextBlob").asText(), "{}").path("Plaintext"))
                .isEqualTo(made.path("Plaintext"));
        assertThat(client.json("GenerateDataKeyWithoutPlaintext", "{'KeyId':'" + key + "','NumberOfBytes':24}")
                        .has("Plaintext"))
                .isFalse();
        assertThat(error("GenerateDataKey", "{'KeyId':'" + key + "'}")).isEqualTo("ValidationException");
    }

    @Test
    void anotherKeyCanTakeOver() {
        String other = client.json("CreateKey", "{}").at("/KeyMetadata/Arn").asText();
        String sealed = encrypt("{}");

        String again = client.json(
                        "ReEncrypt", "{'CiphertextBlob':'" + sealed + "','DestinationKeyId':'" + other + "'}")
                .path("CiphertextBlob")
                .asText();

        assertThat(decrypt(again, "{}").path("KeyId").asText()).isEqualTo(other);
        assertThat(client.asked).contains("kms:ReEncryptFrom " + arn, "kms:ReEncryptTo " + other);
        assertThat(error("Decrypt", "{'CiphertextBlob':'" + again + "','KeyId':'" + key + "'}"))
                .isEqualTo("IncorrectKeyException");
    }

    @Test
    void aKeyThatIsDisabledOrToBeDeletedServesNobody() {
        String sealed = encrypt("{}");
        client.json("DisableKey", "{'KeyId':'" + key + "'}");
        assertThat(decrypt(sealed, "{}").path("__type").asText()).isEqualTo("DisabledException");
        client.json("EnableKey", "{'KeyId':'" + key + "'}");

        JsonNode scheduled = client.json("ScheduleKeyDeletion", "{'KeyId':'" + key + "','PendingWindowInDays':7}");
        assertThat(scheduled.path("DeletionDate").asLong())
                .isEqualTo(now.plus(Duration.ofDays(7)).getEpochSecond());
        assertThat(decrypt(sealed, "{}").path("__type").asText()).isEqualTo("KMSInvalidStateException");
        assertThat(error("EnableKey", "{'KeyId':'" + key + "'}")).isEqualTo("KMSInvalidStateException");

        client.json("CancelKeyDeletion", "{'KeyId':'" + key + "'}");
        assertThat(described().path("KeyState").asText()).isEqualTo("Disabled");
        client.json("ScheduleKeyDeletion", "{'KeyId':'" + key + "','PendingWindowInDays':7}");
        now = now.plus(Duration.ofDays(8));
        assertThat(error("DescribeKey", "{'KeyId':'" + key + "'}")).isEqualTo("NotFoundException");
        assertThat(error("ScheduleKeyDeletion", "{'KeyId':'" + key + "','PendingWindowInDays':6}"))
                .isEqualTo("NotFoundException");
    }

    @Test
    void anAliasNamesAKeyUntilItIsMovedOrDeleted() {
        client.json("CreateAlias", "{'AliasName':'alias/app','TargetKeyId':'" + key + "'}");
        assertThat(error("CreateAlias", "{'AliasName':'alias/app','TargetKeyId':'" + key + "'}"))
                .isEqualTo("AlreadyExistsException");
        assertThat(error("CreateAlias", "{'AliasName':'alias/aws/mine','TargetKeyId':'" + key + "'}"))
                .isEqualTo("InvalidAliasNameException");
        String other = client.json("CreateKey", "{}").at("/KeyMetadata/KeyId").asText();

        client.json("UpdateAlias", "{'AliasName':'alias/app','TargetKeyId':'" + other + "'}");

        assertThat(client.json("DescribeKey", "{'KeyId':'alias/app'}")
                        .at("/KeyMetadata/KeyId")
                        .asText())
                .isEqualTo(other);
        assertThat(client.json("ListAliases", "{'KeyId':'" + other + "'}")
                        .at("/Aliases/0/AliasName")
                        .asText())
                .isEqualTo("alias/app");
        client.json("DeleteAlias", "{'AliasName':'alias/app'}");
        assertThat(error("DescribeKey", "{'KeyId':'alias/app'}")).isEqualTo("NotFoundException");
    }

    @Test
    void keysComeInPagesWithPolicyTagsAndRotation() {
        client.json("CreateKey", "{}");
        JsonNode page = client.json("ListKeys", "{'Limit':1}");
        assertThat(page.path("Truncated").asBoolean()).isTrue();
        assertThat(client.json(
                                "ListKeys",
                                "{'Marker':'" + page.path("NextMarker").asText() + "'}")
                        .path("Keys"))
                .hasSize(1);

        client.json("PutKeyPolicy", "{'KeyId':'" + key + "','Policy':'{\\'Statement\\':[]}'}");
        assertThat(policies).containsEntry(arn, Json.read("{\"Statement\":[]}"));
        client.json("TagResource", "{'KeyId':'" + key + "','Tags':[{'TagKey':'a','TagValue':'1'}]}");
        assertThat(client.json("ListResourceTags", "{'KeyId':'" + key + "'}")
                        .at("/Tags/0/TagValue")
                        .asText())
                .isEqualTo("1");
        client.json("EnableKeyRotation", "{'KeyId':'" + key + "'}");
        assertThat(client.json("GetKeyRotationStatus", "{'KeyId':'" + key + "'}")
                        .path("KeyRotationEnabled")
                        .asBoolean())
                .isTrue();
        assertThat(error("CreateKey", "{'KeySpec':'RSA_2048'}")).isEqualTo("ValidationException");
    }

    private JsonNode described() {
        return client.json("DescribeKey", "{'KeyId':'" + key + "'}").path("KeyMetadata");
    }

    private String encrypt(String context) {
        return client.json(
                        "Encrypt",
                        "{'KeyId':'" + key + "','Plaintext':'" + HELLO + "','EncryptionContext':" + context + "}")
                .path("CiphertextBlob")
                .asText();
    }

    private JsonNode decrypt(String sealed, String context) {
        return client.json("Decrypt", "{'CiphertextBlob':'" + sealed + "','EncryptionContext':" + context + "}");
    }

    private String error(String operation, String input) {
        return client.json(operation, input).path("__type").asText();
    }
}
