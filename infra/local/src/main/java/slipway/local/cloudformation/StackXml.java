package slipway.local.cloudformation;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.stream.Collectors;
import slipway.local.assembly.DeployedStack;
import slipway.local.wire.Xml;

/** Stacks as the API shows them. */
final class StackXml {
    private StackXml() {}

    static Xml summary(DeployedStack stack) {
        return new Xml()
                .text("StackId", stack.id())
                .text("StackName", stack.name())
                .text("CreationTime", stack.createdAt())
                .text("LastUpdatedTime", stack.updatedAt())
                .text("DeletionTime", stack.deletedAt())
                .text("StackStatus", stack.status())
                .text("StackStatusReason", stack.reason())
                .with("DriftInformation", new Xml().text("StackDriftStatus", "NOT_CHECKED"));
    }

    static Xml stack(DeployedStack stack) {
        return summary(stack)
                .text(
                        "Description",
                        stack.artifact().template().path("Description").textValue())
                .members(
                        "Parameters",
                        stack.parameters().entrySet().stream()
                                .sorted(Map.Entry.comparingByKey())
                                .map(one -> pair("Parameter", one.getKey(), value(stack, one.getKey(), one.getValue())))
                                .toList())
                .members(
                        "Outputs",
                        stack.outputs().stream().map(StackXml::output).toList())
                .members(
                        "Tags",
                        stack.artifact().tags().entrySet().stream()
                                .map(tag -> pair("", tag.getKey(), tag.getValue()))
                                .toList())
                .text("DisableRollback", stack.staysAsItIs())
                .text("EnableTerminationProtection", false);
    }

    private static Xml output(DeployedStack.Output output) {
        return pair("Output", output.key(), output.value())
                .text("Description", output.description())
                .text("ExportName", output.export());
    }

    private static Xml pair(String prefix, String key, String value) {
        return new Xml().text(prefix + "Key", key).text(prefix + "Value", value);
    }

    private static String value(DeployedStack stack, String name, JsonNode parameter) {
        JsonNode declared = stack.artifact().template().path("Parameters").path(name);
        if (declared.path("NoEcho").asBoolean(false)) {
            return "****";
        }
        return parameter.isArray()
                ? parameter.valueStream().map(JsonNode::asText).collect(Collectors.joining(","))
                : parameter.asText();
    }
}
