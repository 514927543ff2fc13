package slipway.local.cloudformation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.UUID;
import slipway.local.assembly.ResourceProvider.Wanted;
import slipway.local.json.Json;

/**
 * What a custom resource is asked
 * (docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/crpg-ref-requests.html). Every scalar is a text on its way.
 */
final class CustomRequest {
    static final String TOKEN = "ServiceToken";

    private CustomRequest() {}

    static ObjectNode create(Wanted wanted) {
        return request("Create", wanted);
    }

    static ObjectNode update(Wanted wanted, Wanted before, String physicalId) {
        ObjectNode request = request("Update", wanted).put("PhysicalResourceId", physicalId);
        request.set("OldResourceProperties", texts(before.properties()));
        return request;
    }

    static ObjectNode delete(Wanted was, String physicalId) {
        return request("Delete", was).put("PhysicalResourceId", physicalId);
    }

    private static ObjectNode request(String type, Wanted wanted) {
        ObjectNode request = Json.object()
                .put("RequestType", type)
                .put(TOKEN, wanted.properties().path(TOKEN).asText())
                .put("StackId", wanted.stackId())
                .put("RequestId", UUID.randomUUID().toString())
                .put("LogicalResourceId", wanted.logicalId())
                .put("ResourceType", wanted.type());
        request.set("ResourceProperties", texts(wanted.properties()));
        return request;
    }

    private static JsonNode texts(JsonNode value) {
        if (value.isObject()) {
            ObjectNode object = Json.object();
            value.properties().forEach(member -> object.set(member.getKey(), texts(member.getValue())));
            return object;
        }
        if (value.isArray()) {
            ArrayNode array = Json.MAPPER.createArrayNode();
            value.forEach(item -> array.add(texts(item)));
            return array;
        }
        if (value.isNull()) {
            throw new IllegalArgumentException("Null values are not allowed in templates");
        }
        return TextNode.valueOf(value.asText());
    }
}
