package slipway.local.lambda;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import slipway.local.json.Json;

/** Functions as the API shows them. */
final class FunctionJson {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSxx").withZone(ZoneOffset.UTC);

    private FunctionJson() {}

    /** As lists of versions show it. */
    static ObjectNode qualified(Functions.Target target) {
        return of(target, target.function().qualifiedArn());
    }

    static ObjectNode unqualified(Functions.Target target) {
        return of(target, target.function().arn());
    }

    static ObjectNode of(Functions.Target target, String arn) {
        FunctionSpec function = target.function();
        FunctionTraits traits = function.traits();
        ObjectNode json = Json.object()
                .put("FunctionName", function.name())
                .put("FunctionArn", arn)
                .put("Version", function.version())
                .put("Runtime", "java25")
                .put("Handler", function.handler())
                .put("Role", function.role().roleArn())
                .put("Timeout", function.timeout().toSeconds())
                .put("MemorySize", function.memory())
                .put("CodeSize", function.code().size())
                .put("CodeSha256", function.code().sha256())
                .put("Description", traits.description())
                .put("LastModified", TIME.format(traits.modifiedAt()))
                .put("PackageType", "Zip")
                .put("LastUpdateStatus", "Successful");
        state(json, target.liveness().state());
        traits.architectures().forEach(json.putArray("Architectures")::add);
        json.putObject("Environment").set("Variables", Json.MAPPER.valueToTree(function.environment()));
        if (function.deadLetters() != null) {
            json.putObject("DeadLetterConfig").put("TargetArn", function.deadLetters());
        }
        json.putObject("LoggingConfig").put("LogFormat", function.logFormat()).put("LogGroup", function.logGroup());
        json.putObject("SnapStart")
                .put("ApplyOn", traits.snapStart() ? "PublishedVersions" : "None")
                .put("OptimizationStatus", function.isRestored() ? "On" : "Off");
        return json;
    }

    private static void state(ObjectNode json, FunctionState state) {
        json.put("State", state.name().shown());
        if (state.reasonCode() != null) {
            json.put("StateReasonCode", state.reasonCode());
        }
        if (state.reason() != null) {
            json.put("StateReason", state.reason());
        }
    }
}
