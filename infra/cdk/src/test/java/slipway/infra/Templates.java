package slipway.infra;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Environment;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.assertions.Template;

/** Stacks that tests make, and what is in their templates. */
public final class Templates {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Templates() {}

    /** A stack beside the control plane that tests deploy to. */
    public static Stack stack(String id) {
        return stack(new App(), id);
    }

    /** The same, in this app. */
    public static Stack stack(App app, String id) {
        return new Stack(
                app,
                id,
                StackProps.builder()
                        .env(Environment.builder()
                                .account("111122223333")
                                .region("eu-central-1")
                                .build())
                        .build());
    }

    public static JsonNode of(Stack stack) {
        return JSON.valueToTree(Template.fromStack(stack).toJSON());
    }

    /** What the synthesis warns of, anywhere in the stack. */
    public static List<String> warnings(Stack stack) {
        Template.fromStack(stack);
        return stack.getNode().findAll().stream()
                .flatMap(construct -> construct.getNode().getMetadata().stream())
                .filter(entry -> entry.getType().equals("aws:cdk:warning"))
                .map(entry -> entry.getData().toString())
                .toList();
    }

    /** Resources of this type, with all that stands beside their properties. */
    public static List<JsonNode> resources(JsonNode template, String type) {
        return template.path("Resources")
                .valueStream()
                .filter(resource -> resource.path("Type").asText().equals(type))
                .toList();
    }

    /** The only resource of this type. */
    public static JsonNode only(JsonNode template, String type) {
        var found = resources(template, type);
        if (found.size() != 1) {
            throw new AssertionError(found.size() + " resources of type " + type);
        }
        return found.getFirst();
    }
}
