package slipway.local.cloudformation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import slipway.local.assembly.DeployedStack;
import slipway.local.assembly.Deployer;
import slipway.local.assembly.DeploymentFailed;
import slipway.local.assembly.StackArtifact;
import slipway.local.assembly.StackOperation;
import slipway.local.assembly.StackRequest;
import slipway.local.assembly.StackRuns;
import slipway.local.assembly.StackStatus;
import slipway.local.edge.Place;
import slipway.local.json.Json;
import slipway.local.time.ScaledClock;

/** What a custom resource is asked while its stack is updated, goes back and is deleted. */
class CustomResourceLifeTest {
    private static final String STACK = "acme-shop";
    private static final String TEMPLATE = """
            {'Resources':{
              'Shelf':{'Type':'Custom::Shelf','Properties':{'ServiceToken':'%s','Size':1}},
              'Thing':{'Type':'Test::Thing','DependsOn':'Shelf','Properties':{'P':1}}}}""".formatted(Team.TOKEN);

    @TempDir
    private Path folder;

    private final ScaledClock clock = new ScaledClock(10_000);
    private final Responses responses = new Responses(clock, () -> URI.create("http://127.0.0.1:1"));
    private final Team team = new Team(responses);
    private Deployer deployer;

    @BeforeEach
    void open() throws IOException {
        deployer = StackRuns.shop(
                folder,
                "{}",
                new CustomResourceProvider(
                        new Place("111122223333", "eu-central-1"), responses, arn -> Optional.of(team)));
    }

    @AfterEach
    void close() {
        clock.close();
    }

    private static StackRequest request(String template) {
        return StackRequest.of(StackArtifact.of(STACK, (ObjectNode) Json.read(template.replace('\'', '"')), Map.of()));
    }

    private DeployedStack create() {
        return create(TEMPLATE);
    }

    private DeployedStack create(String template) {
        StackOperation operation = deployer.create(request(template));
        operation.run();
        return operation.stack();
    }

    private void update(String from, String to) {
        StackOperation.run(STACK, () -> deployer.update(request(TEMPLATE.replace(from, to))));
    }

    private void delete() {
        StackOperation.run(STACK, () -> deployer.delete(STACK, Set.of(), null));
    }

    /** For example {@code Update made 2 from 1}: the type, the id, the size and the old size. */
    private List<String> asked() {
        return team.requests.stream()
                .map(request -> "%s %s %s from %s"
                        .formatted(
                                request.path("RequestType").asText(),
                                request.path("PhysicalResourceId").asText("-"),
                                request.at("/ResourceProperties/Size").asText(),
                                request.at("/OldResourceProperties/Size").asText("-")))
                .toList();
    }

    private static String type(ObjectNode request) {
        return request.path("RequestType").asText();
    }

    @Test
    void nobodyIsAskedWhosePropertiesStayedTheSame() {
        create();

        update("'P':1", "'P':2");

        assertThat(asked()).containsExactly("Create - 1 from -");
    }

    @Test
    void anUpdateTellsTheOldPropertiesAndADeletionTheLastOnes() {
        DeployedStack stack = create();

        update("'Size':1", "'Size':2");
        delete();

        assertThat(asked()).containsExactly("Create - 1 from -", "Update made 2 from 1", "Delete made 2 from -");
        assertThat(team.requests)
                .extracting(request -> request.path("RequestId"))
                .doesNotHaveDuplicates();
        assertThat(stack.status()).isEqualTo(StackStatus.DELETE_COMPLETE);
    }

    @Test
    void anotherIdIsAnotherOneAndTheOldOneIsDeletedInTheEnd() {
        DeployedStack stack = create();
        team.answers(request -> Team.done(request, type(request).equals("Update") ? "other" : "made"));

        update("'Size':1", "'Size':2");

        assertThat(asked()).containsExactly("Create - 1 from -", "Update made 2 from 1", "Delete made 1 from -");
        assertThat(stack.made("Shelf").orElseThrow().physicalId()).isEqualTo("other");
        assertThat(stack.events())
                .extracting(event -> event.status().name())
                .containsSubsequence(
                        "UPDATE_COMPLETE_CLEANUP_IN_PROGRESS",
                        "DELETE_IN_PROGRESS",
                        "DELETE_COMPLETE",
                        "UPDATE_COMPLETE");
    }

    @Test
    void whenAnotherResourceFailsItIsAskedToGoBack() {
        DeployedStack stack = create();

        assertThatThrownBy(() -> update("'Size':1}},", "'Size':2}},'New':{'Type':'Test::None','DependsOn':'Shelf'},"))
                .isInstanceOf(DeploymentFailed.class);

        assertThat(asked()).containsExactly("Create - 1 from -", "Update made 2 from 1", "Update made 1 from 2");
        assertThat(stack.status()).isEqualTo(StackStatus.UPDATE_ROLLBACK_COMPLETE);
    }

    @Test
    void theOneThatFailedIsAskedToGoBackToo() {
        DeployedStack stack = create();
        team.answers(request -> request.at("/ResourceProperties/Size").asText().equals("2")
                ? Team.failed(request, "made", "too large")
                : Team.done(request, "made"));

        assertThatThrownBy(() -> update("'Size':1", "'Size':2")).hasMessageContaining("too large");

        assertThat(asked()).containsExactly("Create - 1 from -", "Update made 2 from 1", "Update made 1 from 2");
        assertThat(stack.events())
                .anySatisfy(event -> assertThat(event.reason()).contains("Message returned: too large"));
    }

    @Test
    void goingBackFromAnotherOneIsAskedUnderItsIdAndLeavesOne() {
        DeployedStack stack = create();
        team.answers(request -> Team.done(
                request, request.at("/ResourceProperties/Size").asText().equals("2") ? "other" : "made"));

        assertThatThrownBy(() -> update("'Size':1}},", "'Size':2}},'New':{'Type':'Test::None','DependsOn':'Shelf'},"))
                .isInstanceOf(DeploymentFailed.class);

        assertThat(asked())
                .containsExactly(
                        "Create - 1 from -", "Update made 2 from 1", "Update other 1 from 2", "Delete other 2 from -");
        assertThat(stack.made("Shelf").orElseThrow().physicalId()).isEqualTo("made");
    }

    @Test
    void whatAnUpdateThatFailedNamesAnewIsDeleted() {
        create();
        team.answers(request -> switch (request.at("/ResourceProperties/Size").asText() + type(request)) {
            case "2Update" -> Team.failed(request, "half", "no");
            case "2Delete" -> Team.done(request, "half");
            default -> Team.done(request, "made");
        });

        assertThatThrownBy(() -> update("'Size':1", "'Size':2")).isInstanceOf(DeploymentFailed.class);

        assertThat(asked())
                .containsExactly(
                        "Create - 1 from -", "Update made 2 from 1", "Update made 1 from 2", "Delete half 2 from -");
    }

    @Test
    void aCreationThatFailedIsDeletedUnderTheIdThatItGave() {
        team.answers(request ->
                type(request).equals("Create") ? Team.failed(request, "half", "no") : Team.done(request, "half"));

        assertThatThrownBy(this::create).hasMessageContaining("Message returned: no");

        assertThat(asked()).containsExactly("Create - 1 from -", "Delete half 1 from -");
        assertThat(deployer.stack(STACK).orElseThrow().status()).isEqualTo(StackStatus.ROLLBACK_COMPLETE);
    }

    @Test
    void oneThatNeverAnsweredIsDeletedUnderAnIdOfCloudFormations() {
        team.answers(request -> type(request).equals("Create")
                ? ""
                : Team.done(request, request.path("PhysicalResourceId").asText()));

        assertThatThrownBy(this::create).hasMessageContaining("did not receive a response");

        assertThat(team.requests.getLast().path("PhysicalResourceId").asText()).matches("acme-shop-Shelf-[0-9A-F]{12}");
        assertThat(deployer.stack(STACK).orElseThrow().status()).isEqualTo(StackStatus.ROLLBACK_COMPLETE);
    }

    @Test
    void whatIsNeverAskedIsNeverDeleted() {
        assertThatThrownBy(() -> create(TEMPLATE.replace("'Size':1", "'ServiceTimeout':0")))
                .hasMessageContaining("ServiceTimeout");

        assertThat(team.requests).isEmpty();
        assertThat(deployer.stack(STACK).orElseThrow().status()).isEqualTo(StackStatus.ROLLBACK_COMPLETE);
    }

    @Test
    void aDeletionThatFailsIsToldAndCanBeTriedAgain() {
        DeployedStack stack = create();
        team.answers(request -> Team.failed(request, "made", "in use"));

        assertThatThrownBy(this::delete).hasMessageContaining("in use");

        assertThat(stack.status()).isEqualTo(StackStatus.DELETE_FAILED);
        team.answers(request -> Team.done(request, "made"));
        delete();
        assertThat(stack.status()).isEqualTo(StackStatus.DELETE_COMPLETE);
    }

    @Test
    void aDeletionThatIsAnsweredForAnotherOneFails() {
        create();
        team.answers(request -> Team.done(request, "another"));

        assertThatThrownBy(this::delete).hasMessageContaining("Invalid PhysicalResourceId");
    }

    @Test
    void itsServiceTokenStaysAsItIs() {
        DeployedStack stack = create();

        assertThatThrownBy(() -> update(":live", ":other"))
                .hasMessageContaining("Modifying service token is not allowed.");

        assertThat(asked()).containsExactly("Create - 1 from -");
        assertThat(stack.status()).isEqualTo(StackStatus.UPDATE_ROLLBACK_COMPLETE);
    }

    @Test
    void whatItKeepsSecretIsShownNowhere() {
        team.answers(request -> {
            ObjectNode response = (ObjectNode) Json.read(Team.done(request, "made"));
            response.put("NoEcho", true).putObject("Data").put("Key", "hush");
            return Json.write(response);
        });

        DeployedStack stack = create("""
                {'Resources':{'Shelf':{'Type':'Custom::Shelf','Properties':{'ServiceToken':'%s'}},
                  'Thing':{'Type':'Test::Thing','Properties':{'P':{'Fn::GetAtt':['Shelf','Key']}}}},
                 'Outputs':{'Key':{'Value':{'Fn::Sub':'${Shelf.Key}!'}},'Id':{'Value':{'Ref':'Thing'}}}}""".formatted(Team.TOKEN));

        assertThat(stack.outputs()).extracting(DeployedStack.Output::value).containsExactly("****", "acme-shop-Thing");
        assertThat(stack.events()).noneMatch(event -> event.toString().contains("hush"));
    }

    @Test
    void aTypeOfItsOwnIsNotNeeded() {
        create(TEMPLATE.replace("Custom::Shelf", "AWS::CloudFormation::CustomResource"));

        JsonNode request = team.requests.getFirst();
        assertThat(request.path("ResourceType").asText()).isEqualTo("AWS::CloudFormation::CustomResource");
    }
}
