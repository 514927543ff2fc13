package slipway.local.assembly;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import slipway.local.json.Json;

/** Stacks from templates that a test writes with ' for ", on things that only remember. */
final class Shop {
    static final String NAME = "shop";

    final CdkOut.Things things = new CdkOut.Things();
    final Deployer deployer;

    Shop(Path folder) throws IOException {
        deployer = new Deployer(
                new CdkOut(folder).load(),
                CdkOut.PLACE,
                InstantSource.system(),
                List.of(things),
                name -> name,
                (wanted, made, done, total) -> {});
    }

    static StackRequest request(String stack, String template, OnFailure onFailure) {
        ObjectNode body = (ObjectNode) Json.read(template.replace('\'', '"'));
        return new StackRequest(StackArtifact.of(stack, body, Map.of()), Map.of(), onFailure, "token");
    }

    DeployedStack create(String template) {
        return create(NAME, template);
    }

    DeployedStack create(String stack, String template) {
        StackOperation.run(stack, () -> deployer.create(request(stack, template, OnFailure.ROLLBACK)));
        return deployer.stack(stack).orElseThrow();
    }

    void update(String template) {
        update(template, OnFailure.ROLLBACK);
    }

    void update(String template, OnFailure onFailure) {
        things.done.clear();
        StackOperation.run(NAME, () -> deployer.update(request(NAME, template, onFailure)));
    }

    void delete() {
        things.done.clear();
        StackOperation.run(NAME, () -> deployer.delete(NAME, Set.of(), null));
    }

    /** What the stack went through since an event of this status: its own states without the resources'. */
    static List<String> states(DeployedStack stack) {
        return stack.events().stream()
                .filter(StackEvent::isOfStack)
                .map(event -> event.status().name())
                .toList();
    }

    /** The last status of each resource that there was, by its events. */
    static Map<String, String> resources(DeployedStack stack) {
        return stack.events().stream()
                .filter(event -> !event.isOfStack())
                .collect(Collectors.toMap(
                        StackEvent::logicalId, event -> event.status().name(), (earlier, later) -> later));
    }
}
