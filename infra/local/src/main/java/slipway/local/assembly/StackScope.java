package slipway.local.assembly;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import slipway.local.edge.Place;

/** What names mean while one stack is deployed. */
final class StackScope implements Intrinsics.Scope {
    private final StackArtifact stack;
    private final Place place;
    private final Map<String, JsonNode> parameters;
    private final Map<String, ResourceProvider.Made> made;
    private final Map<String, String> exports;
    private final UnaryOperator<String> ssm;
    private final Conditions conditions;
    private final String stackId;

    StackScope(
            StackArtifact stack,
            String stackId,
            Place place,
            Map<String, JsonNode> parameters,
            Map<String, ResourceProvider.Made> made,
            Map<String, String> exports,
            UnaryOperator<String> ssm) {
        this.stack = stack;
        this.stackId = stackId;
        this.place = place;
        this.parameters = parameters;
        this.made = made;
        this.exports = exports;
        this.ssm = ssm;
        this.conditions = new Conditions(stack.template().path("Conditions"), new Intrinsics(this));
    }

    @Override
    public JsonNode ref(String name) {
        JsonNode parameter = parameters.get(name);
        if (parameter != null) {
            return parameter;
        }
        return name.startsWith("AWS::")
                ? pseudo(name)
                : TextNode.valueOf(resource(name).physicalId());
    }

    private JsonNode pseudo(String name) {
        return switch (name) {
            case "AWS::AccountId" -> TextNode.valueOf(place.account());
            case "AWS::Region" -> TextNode.valueOf(place.region());
            case "AWS::Partition" -> TextNode.valueOf("aws");
            case "AWS::URLSuffix" -> TextNode.valueOf("amazonaws.com");
            case "AWS::StackName" -> TextNode.valueOf(stack.stackName());
            case "AWS::StackId" -> TextNode.valueOf(stackId);
            case "AWS::NoValue" -> MissingNode.getInstance();
            default -> throw new IllegalArgumentException("The local cloud does not know the parameter " + name);
        };
    }

    @Override
    public String attribute(String logicalId, String attribute) {
        ResourceProvider.Made there = resource(logicalId);
        String value = there.attributes().get(attribute);
        if (value == null) {
            String type = stack.template()
                    .path("Resources")
                    .path(logicalId)
                    .path("Type")
                    .asText();
            throw new IllegalArgumentException("The local cloud's %s (%s) has no attribute '%s'; it has %s"
                    .formatted(type, logicalId, attribute, there.attributes().keySet()));
        }
        return value;
    }

    private ResourceProvider.Made resource(String logicalId) {
        ResourceProvider.@Nullable Made there = made.get(logicalId);
        if (there == null) {
            throw new IllegalArgumentException("The template refers to '" + logicalId + "', which is not there");
        }
        return there;
    }

    @Override
    public boolean condition(String name) {
        return conditions.holds(name);
    }

    @Override
    public JsonNode mapping(String map, String first, String second) {
        JsonNode value = stack.template().path("Mappings").path(map).path(first).path(second);
        if (value.isMissingNode()) {
            throw new IllegalArgumentException("The template maps nothing at %s, %s, %s".formatted(map, first, second));
        }
        return value;
    }

    @Override
    public String imported(String export) {
        String value = exports.get(export);
        if (value == null) {
            throw new IllegalArgumentException("No deployed stack exports '" + export + "'");
        }
        return value;
    }

    @Override
    public String ssmParameter(String name) {
        return ssm.apply(name);
    }
}
