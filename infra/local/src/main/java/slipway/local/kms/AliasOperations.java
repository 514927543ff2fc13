package slipway.local.kms;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.regex.Pattern;
import slipway.local.edge.AwsError;
import slipway.local.edge.Call;
import slipway.local.edge.JsonService;
import slipway.local.edge.Place;
import slipway.local.json.Json;

/** What KMS's API does with aliases: IAM is asked for both, the alias and its key. */
final class AliasOperations {
    private static final Pattern NAME = Pattern.compile("alias/(?!aws/)[a-zA-Z0-9/_-]{1,250}");

    private final Keys keys;
    private final Place place;

    AliasOperations(Keys keys, Place place) {
        this.keys = keys;
        this.place = place;
    }

    Map<String, JsonService.Operation> operations() {
        return Map.of(
                "CreateAlias", this::create,
                "UpdateAlias", this::update,
                "DeleteAlias", this::delete,
                "ListAliases", this::list);
    }

    private JsonNode create(Call call, ObjectNode input) {
        String name = input.path("AliasName").asText();
        authorize(call, "kms:CreateAlias", name);
        if (!NAME.matcher(name).matches()) {
            throw new AwsError(
                    400, "InvalidAliasNameException", "Alias must start with alias/ and not with alias/aws/");
        }
        if (keys.alias(name) != null) {
            throw new AwsError(
                    400, "AlreadyExistsException", "An alias with the name %s already exists".formatted(arn(name)));
        }
        return point(call, input, "kms:CreateAlias", name);
    }

    private JsonNode update(Call call, ObjectNode input) {
        String name = input.path("AliasName").asText();
        authorize(call, "kms:UpdateAlias", name);
        found(name);
        return point(call, input, "kms:UpdateAlias", name);
    }

    private JsonNode point(Call call, ObjectNode input, String action, String name) {
        Key key = keys.require(input.path("TargetKeyId").asText());
        authorizeKey(call, action, key.arn());
        keys.alias(name, key.arn());
        return Json.object();
    }

    private JsonNode delete(Call call, ObjectNode input) {
        String name = input.path("AliasName").asText();
        authorize(call, "kms:DeleteAlias", name);
        authorizeKey(call, "kms:DeleteAlias", found(name).keyArn());
        keys.deleteAlias(name);
        return Json.object();
    }

    private Keys.Alias found(String name) {
        Keys.Alias alias = keys.alias(name);
        if (alias == null) {
            throw new AwsError(400, "NotFoundException", "Alias %s is not found.".formatted(arn(name)));
        }
        return alias;
    }

    private void authorize(Call call, String action, String name) {
        call.authorize(action, arn(name));
    }

    private void authorizeKey(Call call, String action, String arn) {
        call.authorize(action, arn, keys.tags().context(arn));
    }

    private JsonNode list(Call call, ObjectNode input) {
        call.authorize("kms:ListAliases", "*");
        String only = input.hasNonNull("KeyId")
                ? keys.require(input.path("KeyId").asText()).arn()
                : "";
        return KmsService.page(
                input,
                "Aliases",
                keys.aliases().stream()
                        .filter(alias -> only.isEmpty() || alias.keyArn().equals(only))
                        .map(this::shown)
                        .toList());
    }

    private ObjectNode shown(Keys.Alias alias) {
        return Json.object()
                .put("AliasName", alias.name())
                .put("AliasArn", arn(alias.name()))
                .put("TargetKeyId", alias.keyArn().substring(alias.keyArn().lastIndexOf('/') + 1))
                .put("LastUpdatedDate", Json.seconds(alias.modified()));
    }

    private String arn(String name) {
        return place.arn("kms", name);
    }
}
