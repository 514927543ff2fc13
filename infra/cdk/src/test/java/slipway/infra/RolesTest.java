package slipway.infra;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import slipway.infra.Synthesis.Statement;

class RolesTest {
    private static final List<String> LEDGER_AND_LOG = List.of(
            "dynamodb:GetItem",
            "dynamodb:PutItem",
            "kms:Decrypt",
            "kms:DescribeKey",
            "kms:Encrypt",
            "kms:GenerateDataKey",
            "kms:GenerateDataKeyWithoutPlaintext",
            "kms:ReEncryptFrom",
            "kms:ReEncryptTo",
            "logs:CreateLogStream",
            "logs:PutLogEvents");

    @ParameterizedTest
    @CsvSource({
        "image-pushed, dynamodb:Query ssm:GetParameter ssm:GetParameterHistory ssm:PutParameter events:PutEvents"
                + " sqs:DeleteMessage sqs:GetQueueAttributes sqs:ReceiveMessage ecr:DescribeImages",
        "target-declared, dynamodb:Query dynamodb:DeleteItem ssm:GetParameter ssm:GetParameterHistory ssm:PutParameter"
                + " events:PutEvents sqs:SendMessage ecr:DescribeImages",
        "desired-image-changed, dynamodb:Query ssm:GetParameter ssm:GetParameterHistory events:PutEvents"
                + " states:StartExecution states:DescribeExecution states:SendTaskSuccess sqs:SendMessage ecr:DescribeImages",
        "rollout-interrupted, events:PutEvents states:StartExecution states:DescribeExecution sqs:SendMessage",
        "rollout, ssm:GetParameter ssm:PutParameter events:PutEvents states:StartExecution states:DescribeExecution"
                + " bedrock-agentcore:ListAgentRuntimes bedrock-agentcore:GetAgentRuntime"
                + " bedrock-agentcore:GetAgentRuntimeEndpoint"
                + " bedrock-agentcore:ListTagsForResource bedrock-agentcore:CreateAgentRuntimeEndpoint"
                + " bedrock-agentcore:DeleteAgentRuntimeEndpoint bedrock-agentcore:UpdateAgentRuntime"
                + " bedrock-agentcore:UpdateAgentRuntimeEndpoint bedrock-agentcore:TagResource iam:PassRole"
                + " ecr:BatchGetImage ecr:DescribeImages ecr:GetDownloadUrlForLayer",
        "smoke-test, bedrock-agentcore:GetAgentRuntimeEndpoint bedrock-agentcore:InvokeAgentRuntime"
                + " bedrock-agentcore:StopRuntimeSession",
    })
    void aFunctionMayCallWhatItCallsAndNoMore(String suffix, String actions) {
        var expected = new TreeSet<>(LEDGER_AND_LOG);
        expected.addAll(List.of(actions.split(" ")));
        assertThat(allowed("slipway-local-" + suffix)).isEqualTo(expected);
    }

    @Test
    void theMachineInvokesTwoAliasesAndTellsThatItFails() {
        assertThat(allowed("slipway-local-rollout-machine"))
                .containsExactly("cloudwatch:PutMetricData", "events:PutEvents", "lambda:InvokeFunction");
    }

    @Test
    void aWildcardForEveryResourceStandsOnlyWhereAwsOffersNothingNarrower() {
        var everywhere = new TreeSet<String>();
        Synthesis.roles()
                .values()
                .forEach(statements -> statements.stream()
                        .filter(statement -> statement.resources().contains("*"))
                        .forEach(statement -> everywhere.addAll(statement.actions())));
        assertThat(everywhere)
                .containsExactly(
                        "bedrock-agentcore:ListAgentRuntimes", "cloudwatch:PutMetricData", "ecr:GetAuthorizationToken");
    }

    @Test
    void noActionHasAWildcard() {
        Synthesis.roles()
                .values()
                .forEach(statements -> assertThat(statements)
                        .flatExtracting(Statement::actions)
                        .noneMatch(action -> action.contains("*")));
    }

    @Test
    void whatChangesAnAgentAsksForTheOptIn() {
        var changing = List.of("UpdateAgentRuntime", "UpdateAgentRuntimeEndpoint", "DeleteAgentRuntimeEndpoint");
        assertThat(Synthesis.roles().get("slipway-local-rollout"))
                .filteredOn(statement -> statement.actions().stream()
                        .anyMatch(action -> changing.contains(action.replace("bedrock-agentcore:", ""))))
                .hasSize(3)
                .allSatisfy(statement -> assertThat(statement.condition().toString())
                        .isEqualTo("{\"StringEquals\":{\"aws:ResourceTag/slipway:control-plane\":\"slipway/local\"}}"));
    }

    @Test
    void aRoleIsPassedOnToAgentCoreAlone() {
        assertThat(Synthesis.roles().get("slipway-local-rollout"))
                .filteredOn(statement -> statement.actions().contains("iam:PassRole"))
                .isNotEmpty()
                .allSatisfy(statement -> {
                    assertThat(statement.resources())
                            .containsExactly("arn:aws:iam::111122223333:role/slipway-local-sample-agent");
                    assertThat(statement
                                    .condition()
                                    .at("/StringEquals/iam:PassedToService")
                                    .asText())
                            .isEqualTo("bedrock-agentcore.amazonaws.com");
                });
    }

    @Test
    void defaultIsNoEndpointOfAnyGrant() {
        Synthesis.roles()
                .values()
                .forEach(statements -> assertThat(statements)
                        .flatExtracting(Statement::resources)
                        .noneMatch(
                                resource -> resource.contains("DEFAULT") || resource.contains("runtime-endpoint/*")));
    }

    private static Set<String> allowed(String role) {
        var actions = new TreeSet<String>();
        Synthesis.roles().getOrDefault(role, List.of()).forEach(statement -> actions.addAll(statement.actions()));
        return actions;
    }
}
