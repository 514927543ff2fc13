package slipway.local.story;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;
import slipway.local.json.Json;

/** Whoever owns a stack, and deploys it through CloudFormation's API. */
final class StackOwner {
    private static final String GONE = "DELETE_COMPLETE";
    private static final Set<String> FAILURES = Set.of("CREATE_FAILED", "UPDATE_FAILED", "DELETE_FAILED");

    private final Scene scene;
    private final CloudFormation cloudFormation;
    private final String stack;

    StackOwner(Scene scene, String stack) {
        this.scene = scene;
        this.cloudFormation = new CloudFormation(scene.aws());
        this.stack = stack;
    }

    /** Asks for a stack. */
    void create(TeamTemplate template) {
        scene.say("the owner creates the stack %s", stack);
        cloudFormation.create(stack, template.text());
    }

    /** Asks for other resources, once the stack is at rest. */
    void update(TeamTemplate template, String what) {
        atRest();
        scene.say("the owner updates the stack: %s", what);
        cloudFormation.update(stack, template.text());
    }

    /** Asks for its removal, once it is at rest. */
    void delete() {
        atRest();
        scene.say("the owner deletes the stack");
        cloudFormation.delete(stack);
    }

    /** Waits until it is at rest, which must be in this state; tells it, and what failed. */
    void ends(String status) {
        String seen = atRest();
        failures().forEach(failure -> scene.say("  %s", failure));
        scene.say("  → the stack is %s", seen);
        Scene.same("state of the stack", status, seen);
    }

    private String atRest() {
        return scene.await(
                "the stack %s is at rest".formatted(stack), this::status, status -> !status.endsWith("_IN_PROGRESS"));
    }

    private String status() {
        return cloudFormation.status(stack).orElse(GONE);
    }

    /** What failed first since somebody last asked for something. */
    String failure() {
        return failures().stream().findFirst().orElseThrow(() -> new StoryFailed("nothing of the stack has failed"));
    }

    private List<String> failures() {
        if (cloudFormation.status(stack).isEmpty()) {
            return List.of();
        }
        return cloudFormation.events(stack).stream()
                .takeWhile(event -> !event.text("ResourceStatusReason").equals("User Initiated"))
                .filter(event -> FAILURES.contains(event.text("ResourceStatus")))
                .map(event -> "%s is %s: %s"
                        .formatted(
                                event.text("LogicalResourceId"),
                                event.text("ResourceStatus"),
                                event.text("ResourceStatusReason")))
                .toList()
                .reversed();
    }

    /** What it was deployed from last. */
    TeamTemplate template() {
        return new TeamTemplate((ObjectNode) Json.read(cloudFormation.template(stack)));
    }

    /** What a resource of it is called outside of it. */
    String physicalId(String logicalId) {
        return cloudFormation.resources(stack).stream()
                .filter(resource -> resource.text("LogicalResourceId").equals(logicalId))
                .map(resource -> resource.text("PhysicalResourceId"))
                .findFirst()
                .orElseThrow(() -> new StoryFailed("the stack has no resource " + logicalId));
    }
}
