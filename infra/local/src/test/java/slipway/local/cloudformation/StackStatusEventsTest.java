package slipway.local.cloudformation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import slipway.local.assembly.Deployer;
import slipway.local.assembly.DeploymentFailed;
import slipway.local.assembly.OnFailure;
import slipway.local.assembly.StackArtifact;
import slipway.local.assembly.StackOperation;
import slipway.local.assembly.StackRequest;
import slipway.local.assembly.StackRuns;
import slipway.local.edge.Place;
import slipway.local.json.Json;

class StackStatusEventsTest {
    @TempDir
    private Path folder;

    private final List<ObjectNode> told = new ArrayList<>();

    private void deploy(String template) throws IOException {
        Deployer deployer = StackRuns.shop(folder, "{}");
        deployer.onEvent(new StackStatusEvents(new Place("111122223333", "eu-central-1"), told::add));
        StackArtifact stack = StackArtifact.of("shop", (ObjectNode) Json.read(template.replace('\'', '"')), Map.of());
        StackOperation.run(
                "shop", () -> deployer.create(new StackRequest(stack, Map.of(), OnFailure.DO_NOTHING, "mine")));
    }

    @Test
    void stacksAndResourcesAreToldInTheirOwnShapes() throws IOException {
        deploy("{'Resources':{'Thing':{'Type':'Test::Thing'}}}");

        assertThat(told)
                .extracting(event -> event.path("detail-type").asText() + " "
                        + event.at("/detail/status-details/status").asText())
                .containsExactly(
                        "CloudFormation Stack Status Change CREATE_IN_PROGRESS",
                        "CloudFormation Resource Status Change CREATE_IN_PROGRESS",
                        "CloudFormation Resource Status Change CREATE_COMPLETE",
                        "CloudFormation Stack Status Change CREATE_COMPLETE");
        ObjectNode stack = told.getLast();
        String id = stack.at("/detail/stack-id").asText();
        assertThat(id).startsWith("arn:aws:cloudformation:eu-central-1:111122223333:stack/shop/");
        assertThat(stack.path("source").asText()).isEqualTo("aws.cloudformation");
        assertThat(stack.at("/resources/0").asText()).isEqualTo(id);
        assertThat(stack.path("detail"))
                .isEqualTo(Json.read(
                        "{\"stack-id\":\"%s\",\"status-details\":{\"status\":\"CREATE_COMPLETE\",\"status-reason\":\"\"},\"client-request-token\":\"mine\"}"
                                .formatted(id)));
        assertThat(told.get(2).path("detail")).isEqualTo(Json.read("""
                        {"stack-id":"%s","logical-resource-id":"Thing","physical-resource-id":"shop-Thing",
                         "resource-type":"Test::Thing","status-details":{"status":"CREATE_COMPLETE","status-reason":""},
                         "client-request-token":"mine"}""".formatted(id)));
    }

    @Test
    void aFailureIsToldWithItsReason() {
        assertThatThrownBy(() -> deploy("{'Resources':{'Thing':{'Type':'Test::None'}}}"))
                .isInstanceOf(DeploymentFailed.class);

        assertThat(told)
                .extracting(event ->
                        event.at("/detail/status-details/status-reason").asText())
                .contains(
                        "The local cloud does not know the resource type Test::None",
                        "The following resource(s) failed to create: [Thing]. ");
    }
}
