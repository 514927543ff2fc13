package slipway.local.kms;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.BiConsumer;
import slipway.local.edge.AwsError;
import slipway.local.edge.Call;
import slipway.local.edge.JsonService;
import slipway.local.edge.Place;
import slipway.local.json.Json;

/** What KMS's API does with keys, their policies and their tags. */
final class KeyOperations {
    private static final Set<String> CREATE =
            Set.of("Policy", "Description", "KeyUsage", "KeySpec", "CustomerMasterKeySpec", "Tags", "MultiRegion");

    private final Keys keys;
    private final Place place;
    private final BiConsumer<String, JsonNode> policies;

    KeyOperations(Keys keys, Place place, BiConsumer<String, JsonNode> policies) {
        this.keys = keys;
        this.place = place;
        this.policies = policies;
    }

    Map<String, JsonService.Operation> operations() {
        return Map.ofEntries(
                Map.entry("CreateKey", this::create),
                Map.entry("DescribeKey", this::describe),
                Map.entry("ListKeys", this::list),
                Map.entry("UpdateKeyDescription", this::redescribe),
                Map.entry("GetKeyPolicy", this::policy),
                Map.entry("PutKeyPolicy", this::putPolicy),
                Map.entry("ListKeyPolicies", this::policyNames),
                Map.entry("TagResource", this::tag),
                Map.entry("UntagResource", this::untag),
                Map.entry("ListResourceTags", this::listTags));
    }

    private JsonNode create(Call call, ObjectNode input) {
        call.authorize("kms:CreateKey", "*");
        input.fieldNames().forEachRemaining(name -> {
            if (!CREATE.contains(name)) {
                throw KmsService.invalid("The local kms does not know " + name + " of CreateKey");
            }
        });
        String spec =
                input.path("KeySpec").asText(input.path("CustomerMasterKeySpec").asText("SYMMETRIC_DEFAULT"));
        if (!spec.equals("SYMMETRIC_DEFAULT")
                || !input.path("KeyUsage").asText("ENCRYPT_DECRYPT").equals("ENCRYPT_DECRYPT")) {
            throw KmsService.invalid("The local kms has symmetric keys that encrypt, not " + spec);
        }
        String id = UUID.randomUUID().toString();
        Key key = new Key(
                id,
                place.arn("kms", "key/" + id),
                input.path("Description").asText(""),
                true,
                false,
                keys.clock().instant());
        JsonNode policy =
                input.path("Policy").isTextual() ? policy(input.path("Policy").asText()) : usualPolicy();
        policies.accept(key.arn(), policy);
        keys.put(key, policy);
        input.path("Tags")
                .forEach(tag -> keys.tags()
                        .put(
                                key.arn(),
                                Map.of(
                                        tag.path("TagKey").asText(),
                                        tag.path("TagValue").asText())));
        return Json.object().set("KeyMetadata", metadata(key));
    }

    /** What a key gets that is made without one: the account's own policies decide. */
    private JsonNode usualPolicy() {
        return Json.read("""
                {"Version": "2012-10-17", "Id": "key-default-1", "Statement": [{"Sid": "Enable IAM User Permissions",
                 "Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::%s:root"}, "Action": "kms:*", "Resource": "*"}]}
                """.formatted(place.account()));
    }

    private static JsonNode policy(String text) {
        try {
            return Json.read(text);
        } catch (IllegalArgumentException e) {
            throw new AwsError(400, "MalformedPolicyDocumentException", String.valueOf(e.getMessage()));
        }
    }

    private JsonNode describe(Call call, ObjectNode input) {
        return Json.object()
                .set("KeyMetadata", metadata(KmsService.allowed(keys, call, input, "DescribeKey", Map.of())));
    }

    private ObjectNode metadata(Key key) {
        ObjectNode shown = Json.object()
                .put("AWSAccountId", place.account())
                .put("KeyId", key.id())
                .put("Arn", key.arn())
                .put("CreationDate", Json.seconds(key.created()))
                .put("Enabled", key.state().equals("Enabled"))
                .put("Description", key.description())
                .put("KeyUsage", "ENCRYPT_DECRYPT")
                .put("KeyState", key.state())
                .put("Origin", "AWS_KMS")
                .put("KeyManager", "CUSTOMER")
                .put("CustomerMasterKeySpec", "SYMMETRIC_DEFAULT")
                .put("KeySpec", "SYMMETRIC_DEFAULT")
                .put("MultiRegion", false);
        shown.putArray("EncryptionAlgorithms").add("SYMMETRIC_DEFAULT");
        Instant deletion = key.deletion();
        return deletion == null ? shown : shown.put("DeletionDate", Json.seconds(deletion));
    }

    private JsonNode list(Call call, ObjectNode input) {
        call.authorize("kms:ListKeys", "*");
        return KmsService.page(
                input,
                "Keys",
                keys.all().stream()
                        .map(key -> Json.object().put("KeyId", key.id()).put("KeyArn", key.arn()))
                        .toList());
    }

    private JsonNode redescribe(Call call, ObjectNode input) {
        KmsService.allowed(keys, call, input, "UpdateKeyDescription", Map.of())
                .description(input.path("Description").asText());
        return Json.object();
    }

    private JsonNode policy(Call call, ObjectNode input) {
        Key key = KmsService.allowed(keys, call, input, "GetKeyPolicy", Map.of());
        return Json.object().put("Policy", Json.write(keys.policy(key.arn()))).put("PolicyName", "default");
    }

    private JsonNode putPolicy(Call call, ObjectNode input) {
        Key key = KmsService.allowed(keys, call, input, "PutKeyPolicy", Map.of());
        JsonNode document = policy(input.path("Policy").asText());
        policies.accept(key.arn(), document);
        keys.policy(key.arn(), document);
        return Json.object();
    }

    private JsonNode policyNames(Call call, ObjectNode input) {
        KmsService.allowed(keys, call, input, "ListKeyPolicies", Map.of());
        ObjectNode answer = Json.object().put("Truncated", false);
        answer.putArray("PolicyNames").add("default");
        return answer;
    }

    private JsonNode tag(Call call, ObjectNode input) {
        Key key = KmsService.allowed(keys, call, input, "TagResource", Map.of());
        Map<String, String> more = new TreeMap<>();
        input.path("Tags")
                .forEach(tag -> more.put(
                        tag.path("TagKey").asText(), tag.path("TagValue").asText()));
        keys.tags().put(key.arn(), more);
        return Json.object();
    }

    private JsonNode untag(Call call, ObjectNode input) {
        Key key = KmsService.allowed(keys, call, input, "UntagResource", Map.of());
        keys.tags()
                .remove(
                        key.arn(),
                        input.path("TagKeys")
                                .valueStream()
                                .map(JsonNode::asText)
                                .toList());
        return Json.object();
    }

    private JsonNode listTags(Call call, ObjectNode input) {
        Key key = KmsService.allowed(keys, call, input, "ListResourceTags", Map.of());
        ObjectNode answer = Json.object().put("Truncated", false);
        ArrayNode list = answer.putArray("Tags");
        keys.tags()
                .of(key.arn())
                .forEach((name, value) -> list.addObject().put("TagKey", name).put("TagValue", value));
        return answer;
    }
}
