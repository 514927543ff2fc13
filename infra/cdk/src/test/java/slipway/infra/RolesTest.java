package slipway.infra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import slipway.infra.Synthesis.Statement;

class RolesTest {
    private static final String AGENTCORE = "bedrock-agentcore:";
    private static final String RUNTIMES = "arn:aws:bedrock-agentcore:eu-central-1:111122223333:runtime/*";
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
        "target-declared, dynamodb:DeleteItem ssm:DeleteParameter ssm:GetParameter ssm:GetParameterHistory ssm:PutParameter"
                + " events:PutEvents sqs:SendMessage ecr:DescribeImages",
        "desired-image-changed, ssm:GetParameterHistory events:PutEvents"
                + " states:StartExecution states:DescribeExecution states:SendTaskSuccess sqs:SendMessage",
        "rollout-interrupted, events:PutEvents states:StartExecution states:DescribeExecution sqs:SendMessage",
        "alarm-state-changed, dynamodb:Query events:PutEvents states:StartExecution states:DescribeExecution"
                + " states:SendTaskSuccess sqs:SendMessage",
        "stack-updated, dynamodb:Query events:PutEvents states:StartExecution states:DescribeExecution"
                + " states:SendTaskSuccess sqs:SendMessage bedrock-agentcore:ListAgentRuntimes"
                + " bedrock-agentcore:GetAgentRuntime bedrock-agentcore:GetAgentRuntimeEndpoint"
                + " bedrock-agentcore:ListTagsForResource",
        "rollout, dynamodb:DeleteItem dynamodb:Query ssm:GetParameter ssm:PutParameter events:PutEvents states:StartExecution states:DescribeExecution"
                + " states:SendTaskSuccess cloudwatch:DescribeAlarms cloudwatch:GetMetricData"
                + " bedrock-agentcore:ListAgentRuntimes bedrock-agentcore:ListAgentRuntimeVersions"
                + " bedrock-agentcore:ListAgentRuntimeEndpoints bedrock-agentcore:GetAgentRuntime"
                + " bedrock-agentcore:GetAgentRuntimeEndpoint"
                + " bedrock-agentcore:ListTagsForResource bedrock-agentcore:CreateAgentRuntimeEndpoint"
                + " bedrock-agentcore:DeleteAgentRuntime"
                + " bedrock-agentcore:DeleteAgentRuntimeEndpoint bedrock-agentcore:UpdateAgentRuntime"
                + " bedrock-agentcore:UpdateAgentRuntimeEndpoint bedrock-agentcore:TagResource iam:PassRole"
                + " ecr:BatchDeleteImage ecr:BatchGetImage ecr:DescribeImages ecr:GetDownloadUrlForLayer ecr:PutImage",
        "smoke-test, bedrock-agentcore:GetAgentRuntimeEndpoint bedrock-agentcore:InvokeAgentRuntime"
                + " bedrock-agentcore:StopRuntimeSession",
        "operator, dynamodb:Query ssm:GetParameter ssm:GetParameterHistory ssm:PutParameter events:PutEvents"
                + " states:StartExecution states:DescribeExecution states:SendTaskSuccess"
                + " bedrock-agentcore:ListAgentRuntimes bedrock-agentcore:GetAgentRuntime ecr:DescribeImages"
                + " lambda:InvokeFunction",
        "drift-check, dynamodb:DeleteItem dynamodb:Query ssm:DeleteParameter ssm:GetParameter ssm:GetParameters"
                + " ssm:GetParametersByPath ssm:GetParameterHistory ssm:PutParameter events:PutEvents"
                + " states:StartExecution states:DescribeExecution states:ListExecutions states:SendTaskSuccess"
                + " sqs:SendMessage"
                + " cloudwatch:GetMetricData ecr:DescribeImages"
                + " bedrock-agentcore:ListAgentRuntimes bedrock-agentcore:ListAgentRuntimeEndpoints"
                + " bedrock-agentcore:GetAgentRuntime bedrock-agentcore:ListTagsForResource",
        "resource-request, states:StartExecution lambda:InvokeFunction",
        "resource-progress, dynamodb:Query events:PutEvents states:StartExecution"
                + " states:DescribeExecution states:SendTaskSuccess"
                + " bedrock-agentcore:ListAgentRuntimes"
                + " bedrock-agentcore:ListAgentRuntimeEndpoints bedrock-agentcore:GetAgentRuntime"
                + " bedrock-agentcore:ListTagsForResource"
                + " bedrock-agentcore:CreateAgentRuntime bedrock-agentcore:UpdateAgentRuntime"
                + " bedrock-agentcore:DeleteAgentRuntime bedrock-agentcore:DeleteAgentRuntimeEndpoint"
                + " bedrock-agentcore:TagResource bedrock-agentcore:UntagResource"
                + " bedrock-agentcore:CreateWorkloadIdentity bedrock-agentcore:DeleteWorkloadIdentity"
                + " iam:CreateServiceLinkedRole iam:PassRole",
        "resource-failed, states:StartExecution",
    })
    void aFunctionMayCallWhatItCallsAndNoMore(String suffix, String actions) {
        var expected = new TreeSet<>(LEDGER_AND_LOG);
        expected.addAll(List.of(actions.split(" ")));
        assertThat(allowed("slipway-local-" + suffix)).isEqualTo(expected);
    }

    @Test
    void whoeverTellsHowThingsStandMayReadAndWriteItsLogAndNoMore() {
        assertThat(allowed("slipway-local-status"))
                .containsExactlyInAnyOrder(
                        "dynamodb:GetItem",
                        "dynamodb:Query",
                        "kms:Decrypt",
                        "kms:DescribeKey",
                        "bedrock-agentcore:ListAgentRuntimes",
                        "bedrock-agentcore:GetAgentRuntime",
                        "bedrock-agentcore:GetAgentRuntimeEndpoint",
                        "ecr:DescribeImages",
                        "logs:CreateLogStream",
                        "logs:PutLogEvents");
    }

    @Test
    void theWritersOfAParameterAreAskedOnlyWhereAPersonWritesToo() {
        for (var suffix :
                List.of("image-pushed", "target-declared", "desired-image-changed", "operator", "drift-check")) {
            assertThat(Synthesis.roles().get("slipway-local-" + suffix))
                    .filteredOn(statement -> statement.actions().contains("ssm:GetParameterHistory"))
                    .flatExtracting(Statement::resources)
                    .containsExactly(
                            "arn:aws:ssm:eu-central-1:111122223333:parameter/slipway/local/images/*/desired-image");
        }
    }

    @Test
    void oneAgentOfTheSampleWritesAndTheOtherReads() {
        assertThat(allowed("slipway-local-sample-workflow"))
                .contains("dynamodb:PutItem")
                .noneMatch(action -> action.startsWith("dynamodb:Get"));
        assertThat(allowed("slipway-local-sample-assistant"))
                .filteredOn(action -> action.startsWith("dynamodb:"))
                .containsExactly("dynamodb:GetItem");
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
                        "bedrock-agentcore:ListAgentRuntimes",
                        "cloudwatch:DescribeAlarms",
                        "cloudwatch:GetMetricData",
                        "cloudwatch:PutMetricData",
                        "ecr:GetAuthorizationToken",
                        "xray:GetSamplingRules",
                        "xray:GetSamplingTargets",
                        "xray:PutTelemetryRecords",
                        "xray:PutTraceSegments");
    }

    @Test
    void noActionHasAWildcard() {
        Synthesis.roles()
                .values()
                .forEach(statements -> assertThat(statements)
                        .flatExtracting(Statement::actions)
                        .noneMatch(action -> action.contains("*")));
    }

    @ParameterizedTest
    @CsvSource({
        "rollout, CreateAgentRuntimeEndpoint DeleteAgentRuntime DeleteAgentRuntimeEndpoint UpdateAgentRuntime"
                + " UpdateAgentRuntimeEndpoint",
        "smoke-test, InvokeAgentRuntime StopRuntimeSession",
    })
    void whatChangesOrInvokesAnAgentAsksForTheOptIn(String suffix, String actions) {
        var asking = List.of(actions.split(" "));
        assertThat(onRuntimes("slipway-local-" + suffix))
                .filteredOn(statement -> statement
                        .condition()
                        .toString()
                        .equals("{\"StringEquals\":{\"aws:ResourceTag/slipway:control-plane\":\"slipway/local\"}}"))
                .flatExtracting(RolesTest::names)
                .containsExactlyInAnyOrderElementsOf(asking);
        assertThat(onRuntimes("slipway-local-" + suffix))
                .filteredOn(statement -> statement.condition().isMissingNode())
                .flatExtracting(RolesTest::names)
                .doesNotContainAnyElementsOf(asking)
                .isSubsetOf(
                        "ListAgentRuntimes",
                        "ListAgentRuntimeEndpoints",
                        "ListAgentRuntimeVersions",
                        "GetAgentRuntime",
                        "GetAgentRuntimeEndpoint",
                        "ListTagsForResource");
    }

    /** The resource that stands for a runtime stands for its versions, too. */
    @Test
    void whatDeletesAVersionReachesNoEndpoint() {
        assertThat(onRuntimes("slipway-local-rollout"))
                .filteredOn(statement -> names(statement).contains("DeleteAgentRuntime"))
                .flatExtracting(Statement::resources)
                .containsExactly(RUNTIMES);
    }

    @Test
    void anEndpointIsMadeWithTheOptInOrNotAtAll() {
        assertThat(onRuntimes("slipway-local-rollout"))
                .filteredOn(statement -> names(statement).contains("TagResource"))
                .singleElement()
                .satisfies(statement -> {
                    assertThat(statement.resources()).containsExactly(RUNTIMES + "/runtime-endpoint/*");
                    assertThat(statement.condition().toString())
                            .isEqualTo(
                                    "{\"StringEquals\":{\"aws:RequestTag/slipway:control-plane\":\"slipway/local\"}}");
                });
    }

    @Test
    void aGrantOnRuntimesStaysInThisAccountAndRegion() {
        for (var suffix : List.of("rollout", "smoke-test", "operator", "status")) {
            assertThat(onRuntimes("slipway-local-" + suffix))
                    .filteredOn(statement -> !names(statement).contains("ListAgentRuntimes"))
                    .flatExtracting(Statement::resources)
                    .isSubsetOf(RUNTIMES, RUNTIMES + "/runtime-endpoint/*");
        }
    }

    @Test
    void aRoleIsPassedOnToAgentCoreAlone() {
        assertThat(Synthesis.roles().get("slipway-local-rollout"))
                .filteredOn(statement -> statement.actions().contains("iam:PassRole"))
                .isNotEmpty()
                .allSatisfy(statement ->
                        assertThat(statement.resources()).singleElement(STRING).matches(RolesTest::isAgents));
        assertThat(Synthesis.denials().get("slipway-local-rollout"))
                .filteredOn(statement -> statement.actions().contains("iam:PassRole"))
                .singleElement()
                .satisfies(statement -> {
                    assertThat(statement.resources()).containsExactly("*");
                    assertThat(statement.condition().toString())
                            .isEqualTo(
                                    "{\"StringNotEquals\":{\"iam:PassedToService\":\"bedrock-agentcore.amazonaws.com\"}}");
                });
    }

    /** By its ARN, or as a role that the target's own stack makes. */
    private static boolean isAgents(String resource) {
        return resource.equals("arn:aws:iam::111122223333:role/slipway-local-sample-agent")
                || resource.matches("\\{\"Fn::GetAtt\":\\[\"(Assistant|Workflow)Role[0-9A-F]{8}\",\"Arn\"]}");
    }

    /** It follows every update, so it serves what nobody has proven. */
    @Test
    void defaultIsNeitherChangedNorAskedWhateverTagsItHas() {
        for (var suffix : List.of("rollout", "smoke-test")) {
            var changing = onRuntimes("slipway-local-" + suffix).stream()
                    .filter(statement -> !statement.condition().isMissingNode())
                    .flatMap(statement -> names(statement).stream())
                    // These change the runtime, and name no endpoint.
                    .filter(action ->
                            !List.of("DeleteAgentRuntime", "UpdateAgentRuntime").contains(action))
                    .toList();
            assertThat(Synthesis.denials().get("slipway-local-" + suffix))
                    .filteredOn(statement -> statement.actions().getFirst().startsWith(AGENTCORE))
                    .singleElement()
                    .satisfies(statement -> {
                        assertThat(statement.resources()).containsExactly(RUNTIMES + "/runtime-endpoint/DEFAULT");
                        assertThat(names(statement)).containsAll(changing);
                    });
        }
    }

    private static List<Statement> onRuntimes(String role) {
        return Synthesis.roles().getOrDefault(role, List.of()).stream()
                .filter(statement -> statement.actions().getFirst().startsWith(AGENTCORE))
                .toList();
    }

    private static List<String> names(Statement statement) {
        return statement.actions().stream()
                .map(action -> action.replace(AGENTCORE, ""))
                .toList();
    }

    private static Set<String> allowed(String role) {
        var actions = new TreeSet<String>();
        Synthesis.roles().getOrDefault(role, List.of()).forEach(statement -> actions.addAll(statement.actions()));
        return actions;
    }
}
