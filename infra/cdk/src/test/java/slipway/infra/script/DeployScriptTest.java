package slipway.infra.script;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeployScriptTest {
    private ScriptProject project;

    @BeforeEach
    void lay(@TempDir Path folder) {
        project = new ScriptProject(folder);
    }

    @Test
    void everyStepRunsOnceAndInOrder() throws Exception {
        var run = project.run("deploy.sh", "--env", "dev");

        assertThat(run.exit()).as(run.output()).isZero();
        var assembly = project.assembly("dev");
        assertThat(project.commands())
                .containsExactly(
                        "setup.sh",
                        "aws sts get-caller-identity --region eu-central-1 --query Account --output text",
                        "build.sh",
                        "test.sh",
                        "synth.sh dev " + assembly,
                        "cdk bootstrap aws://111122223333/eu-central-1 --notices=false",
                        "cdk diff --app " + assembly + " --method template --fail=false --notices=false",
                        "cdk deploy --app " + assembly + " --require-approval never --notices=false --all",
                        "slipway.sh doctor --env dev");
        assertThat(run.output()).contains("1/9 Tools", "9/9 Doctor", "9/9 took", "Deployed: dev");
    }

    @Test
    void theCdkRunsInEmptyFoldersThatAreGoneAfterwards() throws Exception {
        Files.writeString(project.root().resolve("cdk.json"), "{\"app\": \"false\"}");
        project.run("deploy.sh", "--env", "dev");

        for (var command : new String[] {"cdk bootstrap", "cdk diff", "cdk deploy"}) {
            var call = project.call(command);
            assertThat(call.entries()).as(command).isZero();
            assertThat(call.folder()).as(command).doesNotExist();
            assertThat(call.arguments()).as(command).doesNotContain("--context", "-c");
        }
    }

    @Test
    void whatIsComparedAndDeployedIsWhatWasSynthesized() throws Exception {
        project.run("deploy.sh", "--env", "dev");

        var synthesized = project.call("synth.sh").arguments().getLast();
        assertThat(project.call("cdk diff").valueOf("--app")).isEqualTo(synthesized);
        assertThat(project.call("cdk deploy").valueOf("--app")).isEqualTo(synthesized);
    }

    @ParameterizedTest
    @ValueSource(strings = {"setup.sh", "aws sts", "build.sh", "test.sh", "synth.sh", "cdk bootstrap", "cdk diff"})
    void aStepThatFailsBeforeTheDeploymentIsTheLastOne(String step) throws Exception {
        project.fail(step, "it broke");
        var run = project.run("deploy.sh", "--env", "dev");

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.output()).contains("it broke", "No stack of 'dev' was touched");
        assertThat(project.commands().getLast()).startsWith(step);
    }

    @Test
    void aDeploymentThatFailsSaysWhatStandsAndHowToGoBack() throws Exception {
        project.fail("cdk deploy", "a resource could not be made");
        stackIs("slipway-x-control-plane", "UPDATE_ROLLBACK_FAILED");
        var run = project.run("deploy.sh", "--env", "dev");

        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.output())
                .contains(
                        "slipway-x-foundation               UPDATE_COMPLETE: stands",
                        "aws cloudformation continue-update-rollback --region eu-central-1 --stack-name slipway-x-control-plane",
                        "Back:     git switch --detach COMMIT",
                        "scripts/deploy.sh --env dev");
        assertThat(project.call("cdk deploy").folder()).doesNotExist();
        assertThat(project.commands()).noneMatch(command -> command.startsWith("slipway.sh"));
    }

    @ParameterizedTest
    @CsvSource({
        "UPDATE_ROLLBACK_COMPLETE, back as it was before",
        "ROLLBACK_COMPLETE, the next deployment removes it and tries again",
        "UPDATE_IN_PROGRESS, still at work"
    })
    void theStateOfAStackIsExplained(String state, String explanation) throws Exception {
        project.fail("cdk deploy", "no");
        stackIs("slipway-x-control-plane", state);
        assertThat(project.run("deploy.sh", "--env", "dev").output()).contains(state + ": ", explanation);
    }

    @Test
    void aStackThatIsNotThereDiffersFromOneThatCannotBeAskedFor() throws Exception {
        project.fail("cdk deploy", "no");
        var describe = "aws cloudformation describe-stacks --region eu-central-1 --stack-name ";
        project.fail(describe + "slipway-x-foundation", "Stack with id slipway-x-foundation does not exist");
        project.fail(describe + "slipway-x-control-plane", "AccessDenied");
        assertThat(project.run("deploy.sh", "--env", "dev").output())
                .contains("ABSENT: is not there", "UNKNOWN: could");
    }

    @Test
    void aDoctorWhoIsNotContentHasAnExitCodeOfItsOwn() throws Exception {
        project.fail("slipway.sh doctor", "a rule is disabled");
        var run = project.run("deploy.sh", "--env", "dev");

        assertThat(run.exit()).isEqualTo(3);
        assertThat(run.output()).contains("a rule is disabled", "scripts/slipway.sh doctor --env dev");
    }

    @Test
    void credentialsOfAnotherAccountAreRefusedBeforeAnythingIsBuilt() throws Exception {
        project.answer("aws sts get-caller-identity", "999988887777");
        var run = project.run("deploy.sh", "--env", "dev");

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.output()).contains("the caller is of account 999988887777, but 'dev' is account 111122223333");
        assertThat(project.commands().getLast()).startsWith("aws sts");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "yes\n", "liv\n", "dev\n"})
    void productionIsNotDeployedUnlessItsNameIsTyped(String typed) throws Exception {
        var run = project.runTyping(typed, "deploy.sh", "--env", "live");

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.output()).contains("'live' is production", "not confirmed");
        assertThat(project.commands().getLast()).startsWith("cdk diff");
    }

    @Test
    void productionIsDeployedWhenItsNameIsTyped() throws Exception {
        assertThat(project.runTyping("live\n", "deploy.sh", "--env", "live").exit())
                .isZero();
        project.call("cdk deploy");
    }

    @Test
    void aPipelineIsNotAsked() throws Exception {
        var run = project.run("deploy.sh", "--env", "live", "--yes");
        assertThat(run.exit()).isZero();
        assertThat(run.output()).doesNotContain("Type the environment's name");
    }

    @ParameterizedTest
    @ValueSource(strings = {"dev", "stage", "live"})
    void aDryRunRunsNothingAndShowsWhatARealOneRuns(String environment) throws Exception {
        var dry = project.run("deploy.sh", "--env", environment, "--dry-run");
        assertThat(dry.exit()).as(dry.output()).isZero();
        assertThat(project.calls()).isEmpty();
        assertThat(project.assembly(environment)).doesNotExist();

        project.run("deploy.sh", "--env", environment, "--yes");
        assertThat(project.calls()).hasSize(9);
        assertThat(project.commands())
                .allSatisfy(command -> assertThat(dry.output()).contains(command));
    }

    @Test
    void aDryRunNeedsNeitherTheToolsNorAnAccount() throws Exception {
        project.remove("aws");
        project.remove("cdk");
        assertThat(project.run("deploy.sh", "--env", "dev", "--dry-run").exit()).isZero();
    }

    @Test
    void whatIsSkippedIsNotRun() throws Exception {
        var run = project.run("deploy.sh", "--env", "dev", "--skip-build", "--skip-bootstrap");

        assertThat(run.exit()).isZero();
        assertThat(project.commands())
                .noneMatch(command -> command.startsWith("build.sh")
                        || command.startsWith("test.sh")
                        || command.startsWith("cdk bootstrap"));
        assertThat(run.output())
                .contains("4/9 Tests: skipped (--skip-build)", "6/9 Bootstrap: skipped (--skip-bootstrap)");
    }

    @Test
    void onlyTheStacksThatAreNamedAreComparedAndDeployed() throws Exception {
        project.run("deploy.sh", "--env", "dev", "--stack", "SlipwayFoundation", "--stack", "SlipwayControlPlane");

        for (var command : new String[] {"cdk diff", "cdk deploy"}) {
            assertThat(project.call(command).arguments())
                    .doesNotContain("--all")
                    .endsWith("SlipwayFoundation", "SlipwayControlPlane");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"stage", "trial", "demo"})
    void whatAnEarlierRemovalKeptIsTakenBack(String environment) throws Exception {
        project.run("deploy.sh", "--env", environment);
        assertThat(project.call("cdk deploy").arguments()).contains("--import-existing-resources");
    }

    @Test
    void theBootstrapIsAsTheOrganisationWantsIt() throws Exception {
        project.run("deploy.sh", "--env", "stage");
        assertThat(project.call("cdk bootstrap").arguments())
                .containsExactly(
                        "bootstrap",
                        "aws://111122223333/eu-west-1",
                        "--qualifier",
                        "agents",
                        "--toolkit-stack-name",
                        "CDKToolkit-agents",
                        "--custom-permissions-boundary",
                        "teams/bounded",
                        "--apply-permissions-boundary-to-all-roles",
                        "--tags",
                        "application=slipway",
                        "--tags",
                        "cost-centre=4711",
                        "--notices=false");
    }

    @Test
    void aToolThatIsMissingIsNamedWithItsVersionAndHowToGetIt() throws Exception {
        project.remove("aws");
        var run = project.run("deploy.sh", "--env", "dev");
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.output()).contains("the AWS CLI 2 is missing", "sudo apt-get install awscli");
    }

    @ParameterizedTest
    @ValueSource(strings = {"aws", "cdk"})
    void aToolOfAnotherVersionIsRefused(String tool) throws Exception {
        project.answer(tool + " --version", "aws-cli/1.45.11");
        var run = project.run("deploy.sh", "--env", "dev");
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.output()).contains("is missing (found: aws-cli/1.45.11");
    }

    @Test
    void theProjectsOwnCdkStandsInForAnotherVersionOnThePath() throws Exception {
        var own = project.root().resolve("infra/cdk/node_modules/.bin/cdk");
        Files.createDirectories(own.getParent());
        Files.move(project.root().resolve("bin/cdk"), own);
        Files.writeString(project.root().resolve("bin/cdk"), "#!/bin/sh\necho 3.0.0\n");
        assertThat(project.root().resolve("bin/cdk").toFile().setExecutable(true))
                .isTrue();

        assertThat(project.run("deploy.sh", "--env", "dev").exit()).isZero();
        project.call("cdk deploy");
    }

    @Test
    void anEnvironmentThatIsNotThereIsAnsweredWithThoseThatAre() throws Exception {
        var run = project.run("deploy.sh", "--env", "mars");
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.output()).contains("there is no environment \"mars\"", "has dev, stage, trial, demo, live");
        assertThat(project.calls()).isEmpty();
    }

    @Test
    void everyProblemOfTheEnvironmentIsToldAtOnce() throws Exception {
        Files.writeString(
                project.root().resolve("infra/environments.json"),
                "{\"dev\": {\"account\": 7, \"region\": \"moon\", \"removal\": \"keep\", \"keep\": [\"all\"], \"tags\": {\"a\": 1}}}");
        var run = project.run("deploy.sh", "--env", "dev");
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.output())
                .contains(
                        "dev.account is 7",
                        "dev.region is \"moon\"",
                        "dev.production is missing",
                        "dev.removal is \"keep\"",
                        "dev.keep is [\"all\"]",
                        "dev.tags is {\"a\":1}");
    }

    @Test
    void environmentsThatAreNoJsonAreNamedInOneLine() throws Exception {
        Files.writeString(project.root().resolve("infra/environments.json"), "{");
        var run = project.run("deploy.sh", "--env", "dev");
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.output()).contains("infra/environments.json: ").doesNotContain("    at ");
    }

    @ParameterizedTest
    @CsvSource({
        "deploy.sh, --colour",
        "deploy.sh, --env",
        "destroy.sh, --colour",
        "destroy.sh, --env",
        "push.sh, --colour",
        "push.sh, --tag"
    })
    void wrongUseIsAnsweredWithTheHelp(String script, String argument) throws Exception {
        var run = project.run(script, argument);
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.output()).contains("Usage: scripts/" + script, argument);
        assertThat(project.calls()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"deploy.sh", "destroy.sh", "push.sh"})
    void theHelpNamesEveryExitCodeAndRunsNothing(String script) throws Exception {
        var run = project.run(script, "--env", "dev", "--help");
        assertThat(run.exit()).isZero();
        assertThat(run.output()).contains("Usage: scripts/" + script, "Exit codes: 0", " 1  ", " 2  ", "--dry-run");
        assertThat(project.calls()).isEmpty();
    }

    private void stackIs(String name, String state) {
        project.answer("aws cloudformation describe-stacks --region eu-central-1 --stack-name " + name, state);
    }
}
