package slipway.local.cloudformation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import slipway.local.assembly.ResourceProvider.Made;
import slipway.local.json.Json;

/**
 * What a custom resource answered
 * (docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/crpg-ref-responses.html).
 *
 * @param reason of a failure; empty where all went well
 */
record CustomResponse(boolean succeeded, String reason, Made made) {
    private static final int LONGEST_ID = 1024;

    /**
     * Reads the body of a PUT.
     *
     * @param request that it answers
     * @throws IllegalArgumentException with CloudFormation's reason, when it answers no request, or another one
     */
    static CustomResponse read(byte[] body, ObjectNode request) {
        if (body.length > Responses.LARGEST) {
            throw new IllegalArgumentException("Response object is too long.");
        }
        JsonNode response = parsed(body);
        same("StackId", response, request);
        same("RequestId", response, request);
        same("LogicalResourceId", response, request);
        String id = response.path("PhysicalResourceId").asText("");
        if (id.isEmpty() || id.length() > LONGEST_ID) {
            throw invalid("PhysicalResourceId");
        }
        if (request.path("RequestType").asText().equals("Delete")) {
            same("PhysicalResourceId", response, request);
        }
        Made made = new Made(
                id, data(response.path("Data")), response.path("NoEcho").asBoolean(false));
        return switch (response.path("Status").asText()) {
            case "SUCCESS" -> new CustomResponse(true, "", made);
            case "FAILED" -> new CustomResponse(false, reason(response, request), made);
            default -> throw invalid("Status");
        };
    }

    private static JsonNode parsed(byte[] body) {
        try {
            JsonNode response = Json.MAPPER.readTree(body);
            if (response != null && response.isObject()) {
                return response;
            }
        } catch (IOException e) {
            throw new IllegalArgumentException("Invalid Response object: it is not JSON.", e);
        }
        throw new IllegalArgumentException("Invalid Response object: it is not a JSON object.");
    }

    private static void same(String name, JsonNode response, ObjectNode request) {
        if (!response.path(name).equals(request.path(name))) {
            throw invalid(name);
        }
    }

    private static IllegalArgumentException invalid(String name) {
        return new IllegalArgumentException("Invalid Response object: Invalid " + name);
    }

    private static String reason(JsonNode response, ObjectNode request) {
        String reason = response.path("Reason").asText("");
        if (reason.isEmpty()) {
            throw new IllegalArgumentException(
                    "Invalid Response object: Reason field required for resource requests that failed");
        }
        return "Received response status [FAILED] from custom resource. Message returned: %s (RequestId: %s)"
                .formatted(reason, request.path("RequestId").asText());
    }

    /** By the names as they stand: one with a dot is a key with a dot, and what is nested nobody can refer to. */
    private static Map<String, String> data(JsonNode data) {
        Map<String, String> attributes = new TreeMap<>();
        data.properties().forEach(entry -> {
            if (entry.getValue().isValueNode()) {
                attributes.put(entry.getKey(), entry.getValue().asText());
            }
        });
        return attributes;
    }
}
