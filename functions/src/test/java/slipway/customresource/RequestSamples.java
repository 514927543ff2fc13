package slipway.customresource;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/** Requests as CloudFormation sends them. */
public final class RequestSamples {
    public static final String STACK =
            "arn:aws:cloudformation:eu-central-1:111122223333:stack/agents/11111111-2222-3333-4444-555555555555";
    public static final String URL_SECRET = "s3cr3t-signature";
    public static final String URL =
            "https://cloudformation-custom-resource-response-eucentral1.s3.eu-central-1.amazonaws.com/"
                    + "arn%3Aaws%3Acloudformation%3Aeu-central-1%3A111122223333%3Astack/agents?X-Amz-Signature="
                    + URL_SECRET;

    private RequestSamples() {}

    public static ObjectNode create(String type, Map<String, String> properties) {
        return request("Create", type, properties);
    }

    public static ObjectNode update(
            String type, String id, Map<String, String> before, Map<String, String> properties) {
        ObjectNode request = request("Update", type, properties).put("PhysicalResourceId", id);
        before.forEach(request.putObject("OldResourceProperties")::put);
        return request;
    }

    public static ObjectNode delete(String type, String id, Map<String, String> properties) {
        return request("Delete", type, properties).put("PhysicalResourceId", id);
    }

    private static ObjectNode request(String kind, String type, Map<String, String> properties) {
        ObjectNode request = JsonNodeFactory.instance
                .objectNode()
                .put("RequestType", kind)
                .put(
                        "ServiceToken",
                        "arn:aws:lambda:eu-central-1:111122223333:function:slipway-local-resource-request:live")
                .put("ResponseURL", URL)
                .put("StackId", STACK)
                .put("RequestId", "0f7d1a5e-5a3c-4c39-9d4f-7a1f4a1b2c3d")
                .put("LogicalResourceId", "Thing")
                .put("ResourceType", type);
        ObjectNode all = request.putObject("ResourceProperties").put("ServiceToken", "the function");
        properties.forEach(all::put);
        return request;
    }
}
