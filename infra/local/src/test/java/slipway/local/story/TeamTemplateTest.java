package slipway.local.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import org.junit.jupiter.api.Test;
import slipway.local.json.Json;

class TeamTemplateTest {
    private static final TeamTemplate TEAM = new TeamTemplate((ObjectNode) Json.read("""
            {"Resources":{
              "Notes1":{"Type":"AWS::DynamoDB::Table","Properties":{"TableName":"slipway-local-sample-notes"}},
              "WorkflowRole2":{"Type":"AWS::IAM::Role","Properties":{"RoleName":"slipway-local-sample-workflow",
                "Policies":[{"PolicyDocument":{"Resource":"arn:aws:ecr:eu-central-1:1:repository/agents/workflow"}}]}},
              "Workflow3":{"Type":"Custom::AgentRuntime","Properties":{"RuntimeName":"workflow","ServiceToken":"token",
                "Image":{"Fn::Join":["",["1.dkr.ecr.",{"Ref":"AWS::URLSuffix"},"/agents/workflow:1.0.0"]]},
                "Configuration":{"environmentVariables":{"NOTES_TABLE":{"Ref":"Notes1"}}}}},
              "WorkflowTarget4":{"Type":"AWS::SSM::Parameter","Properties":{"Name":"/slipway/local/targets/workflow",
                "Value":"{\\"schema\\":1,\\"repository\\":{\\"name\\":\\"agents/workflow\\"},\\"runtime\\":{\\"name\\":\\"workflow\\",\\"configurationFrom\\":\\"live\\"}}"}},
              "Assistant5":{"Type":"Custom::AgentRuntime","Properties":{"RuntimeName":"assistant"}}}}"""));

    private static JsonNode at(TeamTemplate template, String pointer) {
        return template.json().at("/Resources" + pointer);
    }

    @Test
    void aVariableIsOneMoreOfOneRuntime() {
        TeamTemplate changed = TEAM.variable("workflow", "TONE", "warm");

        assertThat(at(changed, "/Workflow3/Properties/Configuration/environmentVariables"))
                .isEqualTo(Json.read("{\"NOTES_TABLE\":{\"Ref\":\"Notes1\"},\"TONE\":\"warm\"}"));
        assertThat(at(TEAM, "/Workflow3").toString()).doesNotContain("TONE");
        assertThat(at(changed, "/Assistant5")).isEqualTo(at(TEAM, "/Assistant5"));
    }

    @Test
    void anotherResourceFailsWhenTheRuntimeIsDone() {
        JsonNode failing = at(TEAM.failingAfter("workflow"), "/Limit");

        assertThat(failing.path("DependsOn").asText()).isEqualTo("Workflow3");
        assertThat(failing.at("/Properties/Value").asText())
                .doesNotMatch(failing.at("/Properties/AllowedPattern").asText());
    }

    @Test
    void anotherNameIsDeclaredByTheTargetToo() {
        TeamTemplate changed = TEAM.renamed("workflow", "workflow2");

        assertThat(changed.logicalId("workflow2")).isEqualTo("Workflow3");
        assertThat(at(changed, "/WorkflowTarget4/Properties/Name").asText())
                .isEqualTo("/slipway/local/targets/workflow");
        assertThat(Json.read(at(changed, "/WorkflowTarget4/Properties/Value").asText()))
                .isEqualTo(Json.read("{\"schema\":1,\"repository\":{\"name\":\"agents/workflow\"},"
                        + "\"runtime\":{\"name\":\"workflow2\",\"configurationFrom\":\"live\"}}"));
    }

    @Test
    void aTrialHasOneAgentUnderAnotherNameAndTheSameRepository() {
        TeamTemplate trial = TEAM.trial("workflow", "trial");

        assertThat(trial.json().path("Resources").properties())
                .extracting(Map.Entry::getKey)
                .containsExactly("Notes1", "WorkflowRole2", "Workflow3", "WorkflowTarget4");
        assertThat(trial.text())
                .contains("slipway-local-trial-notes", "slipway-local-sample-trial", "targets/trial")
                .contains("repository/agents/workflow", "/agents/workflow:1.0.0", "\\\"agents/workflow\\\"")
                .doesNotContain("sample-workflow", "agents/trial", "targets/workflow");
        assertThat(trial.logicalId("trial")).isEqualTo("Workflow3");
    }

    @Test
    void aGateWaitsForTheTargetThatIsDeclaredBefore() {
        JsonNode gate = at(TEAM.gated("workflow", "workflow", "image"), "/Gate");

        assertThat(gate.at("/DependsOn/0").asText()).isEqualTo("WorkflowTarget4");
        assertThat(gate.path("Properties"))
                .isEqualTo(
                        Json.read(
                                "{\"Target\":\"workflow\",\"Image\":\"image\",\"Runtime\":\"workflow\",\"Trigger\":\"first\",\"ServiceToken\":\"token\"}"));
    }

    @Test
    void whatTheTemplateDoesNotHaveCannotBeChanged() {
        assertThatThrownBy(() -> TEAM.variable("nobody", "TONE", "warm"))
                .isInstanceOf(StoryFailed.class)
                .hasMessage("no Custom::AgentRuntime of the template has the RuntimeName nobody");
    }
}
