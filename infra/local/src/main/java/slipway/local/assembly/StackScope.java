package slipway.local.assembly;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Map;

/** What names mean while one stack is deployed. Not for threads that work at the same time. */
final class StackScope implements Intrinsics.Scope {
    private final DeployedStack stack;
    private final StackArtifact artifact;
    private final Site site;
    private final Map<String, JsonNode> parameters;
    private final Conditions conditions;
    private boolean secret;

    StackScope(DeployedStack stack, DeployedStack.Version version, Site site) {
        this.stack = stack;
        this.artifact = version.artifact();
        this.parameters = version.parameters();
        this.site = site;
        this.conditions = new Conditions(artifact.template().path("Conditions"), new Intrinsics(this));
    }

    /** Whether a secret was read since the last time that somebody asked. */
    boolean hasReadSecret() {
        boolean read = secret;
        secret = false;
        return read;
    }

    @Override
    public JsonNode ref(String name) {
        JsonNode parameter = parameters.get(name);
        if (parameter != null) {
            secret |= Parameters.isSecret(artifact.template(), name);
            return parameter;
        }
        return name.startsWith("AWS::")
                ? pseudo(name)
                : TextNode.valueOf(resource(name).physicalId());
    }

    private JsonNode pseudo(String name) {
        return switch (name) {
            case "AWS::AccountId" -> TextNode.valueOf(site.place().account());
            case "AWS::Region" -> TextNode.valueOf(site.place().region());
            case "AWS::Partition" -> TextNode.valueOf("aws");
            case "AWS::URLSuffix" -> TextNode.valueOf("amazonaws.com");
            case "AWS::StackName" -> TextNode.valueOf(stack.name());
            case "AWS::StackId" -> TextNode.valueOf(stack.id());
            case "AWS::NoValue" -> MissingNode.getInstance();
            default -> throw new IllegalArgumentException("The local cloud does not know the parameter " + name);
        };
    }

    @Override
    public String attribute(String logicalId, String attribute) {
        ResourceProvider.Made there = resource(logicalId);
        secret |= there.noEcho();
        String value = there.attributes().get(attribute);
        if (value == null) {
            String type = artifact.template()
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
        return stack.made(logicalId)
                .orElseThrow(() ->
                        new IllegalArgumentException("The template refers to '" + logicalId + "', which is not there"));
    }

    @Override
    public boolean condition(String name) {
        return conditions.holds(name);
    }

    @Override
    public JsonNode mapping(String map, String first, String second) {
        JsonNode value =
                artifact.template().path("Mappings").path(map).path(first).path(second);
        if (value.isMissingNode()) {
            throw new IllegalArgumentException("The template maps nothing at %s, %s, %s".formatted(map, first, second));
        }
        return value;
    }

    @Override
    public String imported(String export) {
        return site.exports().imported(export, stack.name());
    }

    @Override
    public String ssmParameter(String name) {
        return site.ssm().apply(name);
    }
}
