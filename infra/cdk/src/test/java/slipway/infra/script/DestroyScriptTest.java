package slipway.infra.script;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import slipway.infra.Synthesis;

class DestroyScriptTest {
    private static final String SURE = "--yes-destroy-live";
    private ScriptProject project;

    @BeforeEach
    void lay(@TempDir Path folder) {
        project = new ScriptProject(folder);
    }

    @Test
    void allOfAnEnvironmentGoesWhereNothingIsToBeKept() throws Exception {
        var run = project.runTyping("dev\n", "destroy.sh", "--env", "dev");

        assertThat(run.exit()).as(run.output()).isZero();
        var assembly = project.assembly("dev");
        assertThat(project.commands())
                .containsExactly(
                        "setup.sh",
                        "aws sts get-caller-identity --region eu-central-1 --query Account --output text",
                        "synth.sh dev " + assembly,
                        "aws ssm get-parameters-by-path --path /slipway/dev/targets --query Parameters[].Name"
                                + " --region eu-central-1 --output text",
                        "aws cloudformation describe-stacks --query Stacks[?StackStatus!=`ROLLBACK_COMPLETE`"
                                + " && StackStatus!=`REVIEW_IN_PROGRESS`].StackName --region eu-central-1 --output text",
                        "cdk destroy --app " + assembly
                                + " --force --notices=false SlipwayFoundation SlipwayControlPlane");
        assertThat(project.call("cdk destroy").entries()).isZero();
        assertThat(run.output()).contains("goes:  slipway-x-foundation", "Removed: dev");
    }

    @Test
    void theFoundationStaysWhereTheEnvironmentRetains() throws Exception {
        var run = project.run("destroy.sh", "--env", "stage", "--yes");

        assertThat(run.exit()).isZero();
        assertThat(project.call("cdk destroy").arguments())
                .doesNotContain("--all", "SlipwayFoundation")
                .endsWith("SlipwayControlPlane");
        assertThat(run.output()).contains("stays: slipway-x-foundation", "goes:  slipway-x-control-plane");
    }

    @Test
    void aLedgerThatIsKeptKeepsItsStack() throws Exception {
        var run = project.run("destroy.sh", "--env", "trial", "--yes");

        assertThat(run.exit()).isZero();
        assertThat(project.call("cdk destroy").text()).endsWith("--notices=false SlipwayControlPlane");
        assertThat(run.output())
                .contains(
                        "(removal: destroy, keep: ledger logs)",
                        "stays: slipway-x-foundation",
                        "stays: the logs of the functions");
        assertThat(project.run("destroy.sh", "--env", "trial", "--yes", "--dry-run")
                        .output())
                .contains("would leave: SlipwayFoundation logs");
    }

    @Test
    void logsThatAreKeptKeepNoStack() throws Exception {
        var run = project.run("destroy.sh", "--env", "demo", "--yes");

        assertThat(project.call("cdk destroy").text()).endsWith("SlipwayFoundation SlipwayControlPlane");
        assertThat(run.output()).contains("stays: the logs of the functions").doesNotContain("stays: slipway");
    }

    @Test
    void whatStaysIsWhatHoldsData() throws Exception {
        var kept = Pattern.compile("^KEPT=\\((.*)\\)$", Pattern.MULTILINE)
                .matcher(Files.readString(Synthesis.ROOT.resolve("scripts/destroy.sh")));
        assertThat(kept.find()).isTrue();

        var holding = Map.of(
                "AWS::DynamoDB::Table", "ledger",
                "AWS::KMS::Key", "ledger",
                "AWS::ECR::Repository", "images");
        var stacks = Synthesis.resources().stream()
                // A sample's notes go with their stack.
                .filter(resource -> !resource.stack().equals("SampleTeam"))
                .filter(resource -> holding.containsKey(resource.type()))
                // What CloudFormation asked of the control plane is of no use without it.
                .filter(resource ->
                        !resource.properties().path("TableName").asText().endsWith("-requests"))
                .map(resource -> resource.stack() + ":" + holding.get(resource.type()))
                .distinct();
        assertThat(kept.group(1).split(" ")).containsExactlyInAnyOrderElementsOf(stacks.toList());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "y\n", "live\n"})
    void nothingGoesUnlessTheNameIsTyped(String typed) throws Exception {
        var run = project.runTyping(typed, "destroy.sh", "--env", "dev");

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.output()).contains("not confirmed", "Nothing of 'dev' was removed");
        assertThat(project.commands()).noneMatch(command -> command.startsWith("cdk destroy"));
    }

    @Test
    void productionIsRefusedWithoutTheWordForIt() throws Exception {
        var run = project.runTyping("live\n", "destroy.sh", "--env", "live");

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.output()).contains("'live' is production: say so with --yes-destroy-live");
        assertThat(project.calls()).isEmpty();
    }

    @Test
    void productionIsRefusedWithYes() throws Exception {
        var run = project.runTyping("live\n", "destroy.sh", "--env", "live", "--yes", SURE);
        assertThat(run.exit()).isEqualTo(1);
        assertThat(project.calls()).isEmpty();
    }

    @Test
    void theWordForOneEnvironmentIsNoneForAnother() throws Exception {
        var run = project.runTyping("live\n", "destroy.sh", "--env", "live", "--yes-destroy-dev");
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.output()).contains("--yes-destroy-dev does not name the environment 'live'");
        assertThat(project.calls()).isEmpty();
    }

    @Test
    void productionIsAskedForByNameAllTheSame() throws Exception {
        var run = project.run("destroy.sh", "--env", "live", SURE);
        assertThat(run.exit()).isEqualTo(1);
        assertThat(project.commands()).noneMatch(command -> command.contains("update-termination-protection"));
    }

    @Test
    void protectionIsLiftedFromWhatGoesAndFromNothingElse() throws Exception {
        var run = project.runTyping("live\n", "destroy.sh", "--env", "live", SURE);

        assertThat(run.exit()).as(run.output()).isZero();
        assertThat(project.call("aws cloudformation update-termination-protection")
                        .text())
                .contains("--no-enable-termination-protection", "--stack-name slipway-x-control-plane");
        assertThat(project.commands().getLast()).startsWith("cdk destroy");
    }

    @Test
    void aStackThatIsGoneHasNoProtectionToLift() throws Exception {
        project.fail(
                "aws cloudformation describe-stacks --region", "Stack with id slipway-x-control-plane does not exist");
        assertThat(project.runTyping("live\n", "destroy.sh", "--env", "live", SURE)
                        .exit())
                .isZero();
        assertThat(project.commands()).noneMatch(command -> command.contains("update-termination-protection"));
    }

    @Test
    void stacksThatDeclareTargetsAreNamedAndNothingGoes() throws Exception {
        project.answer("aws ssm get-parameters-by-path", "/slipway/dev/targets/support /slipway/dev/targets/sales");
        owns("/slipway/dev/targets/support", "team-a");
        owns("/slipway/dev/targets/sales", "slipway-x-control-plane");

        refuses("  team-a: declares support");
    }

    private void owns(String declaration, String stack) {
        project.answer(
                "aws cloudformation describe-stack-resources --physical-resource-id " + declaration + " ", stack);
    }

    private void refuses(String dependent) throws Exception {
        var run = project.run("destroy.sh", "--env", "dev", "--yes");
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.output().lines())
                .containsSubsequence(
                        "destroy.sh: other stacks need 'dev'. Remove them first, or take out of them what needs it:",
                        dependent,
                        "Nothing of 'dev' was removed.")
                .filteredOn(line -> line.startsWith("  "))
                .containsExactly(dependent);
        assertThat(project.commands()).noneMatch(command -> command.startsWith("cdk"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'TemplateBody': {'Resources': {'Agent': {'Type': 'Custom::AgentRuntime', 'Properties': {'ServiceToken':"
                        + " 'arn:aws:lambda:eu-central-1:111122223333:function:slipway-dev-resource-request:live'}}}}}",
                "{'TemplateBody': {'Resources': {'Agent': {'Properties': {'ServiceToken': {'Fn::Sub':"
                        + " 'arn:aws:lambda:${AWS::Region}:${AWS::AccountId}:function:slipway-dev-resource-request:live'}}}}}}",
                "{'TemplateBody': 'Resources:\\n  Agent:\\n    Properties:\\n      ServiceToken: !Sub"
                        + " arn:aws:lambda:${AWS::Region}:${AWS::AccountId}:function:slipway-dev-resource-request:live\\n'}"
            })
    void stacksWhoseResourcesTheControlPlaneAnswersForAreNamedAndNothingGoes(String template) throws Exception {
        project.answer("aws cloudformation describe-stacks --query", "slipway-x-control-plane other team-b");
        project.answer("aws cloudformation get-template --region eu-central-1 --stack-name other", OTHERS);
        project.answer(
                "aws cloudformation get-template --region eu-central-1 --stack-name team-b",
                template.replace('\'', '"'));

        refuses("  team-b: has custom resources that it answers for");
    }

    /** Of another environment's control plane, of a grant, and of no control plane. */
    private static final String OTHERS = """
            {"TemplateBody": {"Resources": {
              "Agent": {"Properties": {"ServiceToken": "arn:aws:lambda:r:a:function:slipway-prod-resource-request:live"}},
              "Grant": {"Properties": {"Resource": "arn:aws:lambda:r:a:function:slipway-dev-resource-request:live"}},
              "Queue": {"Type": "AWS::SQS::Queue"}}}}
            """.replace("\n", " ");

    @Test
    void stacksThatNeedAnotherControlPlaneAreNoneOfItsBusiness() throws Exception {
        project.answer("aws cloudformation describe-stacks --query", "other");
        project.answer("aws cloudformation get-template", OTHERS);
        assertThat(project.run("destroy.sh", "--env", "dev", "--yes").exit()).isZero();
    }

    @Test
    void declarationOfNoStackStaysAndIsSaidTo() throws Exception {
        project.answer("aws ssm get-parameters-by-path", "/slipway/dev/targets/support");
        project.fail(
                "aws cloudformation describe-stack-resources",
                "An error occurred (ValidationError): Stack for /slipway/dev/targets/support does not exist");

        var run = project.run("destroy.sh", "--env", "dev", "--yes");
        assertThat(run.exit()).as(run.output()).isZero();
        assertThat(run.output()).contains("stays: /slipway/dev/targets/support, which is of no stack");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "aws ssm get-parameters-by-path",
                "aws cloudformation describe-stack-resources",
                "aws cloudformation describe-stacks --query",
                "aws cloudformation get-template"
            })
    void whoeverCannotLookForThemRemovesNothing(String call) throws Exception {
        project.answer("aws ssm get-parameters-by-path", "/slipway/dev/targets/support");
        owns("/slipway/dev/targets/support", "slipway-x-control-plane");
        project.answer("aws cloudformation describe-stacks --query", "other");
        project.answer("aws cloudformation get-template", OTHERS);
        project.fail(call, "AccessDenied");

        var run = project.run("destroy.sh", "--env", "dev", "--yes");
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.output()).contains("AccessDenied", "Nothing of 'dev' was removed.");
        assertThat(project.commands()).noneMatch(command -> command.startsWith("cdk"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"setup.sh", "aws sts", "synth.sh"})
    void aStepThatFailsBeforeTheRemovalIsTheLastOne(String step) throws Exception {
        project.fail(step, "it broke");
        var run = project.runTyping("live\n", "destroy.sh", "--env", "live", SURE);

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.output()).contains("it broke", "Nothing of 'live' was removed");
        assertThat(project.commands().getLast()).startsWith(step);
    }

    @ParameterizedTest
    @ValueSource(strings = {"aws cloudformation update-termination-protection", "cdk destroy"})
    void aRemovalThatFailsSaysWhatStands(String step) throws Exception {
        project.fail(step, "it broke");
        var run = project.runTyping("live\n", "destroy.sh", "--env", "live", SURE);

        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.output()).contains("it broke", "What stands now in account 111122223333, eu-central-1:");
    }

    @Test
    void credentialsOfAnotherAccountAreRefused() throws Exception {
        project.answer("aws sts get-caller-identity", "999988887777");
        assertThat(project.runTyping("dev\n", "destroy.sh", "--env", "dev").exit())
                .isEqualTo(1);
        assertThat(project.commands().getLast()).startsWith("aws sts");
    }

    @Test
    void aDryRunRunsNothingAndAsksNothing() throws Exception {
        var run = project.run("destroy.sh", "--env", "live", SURE, "--dry-run");

        assertThat(run.exit()).isZero();
        assertThat(project.calls()).isEmpty();
        assertThat(run.output())
                .contains(
                        "would leave: SlipwayFoundation SampleRepositories logs",
                        "aws ssm get-parameters-by-path --region eu-central-1 --path /slipway/live/targets",
                        "aws cloudformation get-template --region eu-central-1",
                        "would ask for the name",
                        "update-termination-protection --region eu-central-1",
                        "cdk destroy --app " + project.assembly("live") + " --force --notices=false");
    }
}
