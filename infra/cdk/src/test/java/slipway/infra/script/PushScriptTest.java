package slipway.infra.script;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PushScriptTest {
    private static final String REGISTRY = "111122223333.dkr.ecr.eu-central-1.amazonaws.com";
    private static final String REFERENCE = REGISTRY + "/agents/support:";
    private ScriptProject project;
    private Path agent;

    @BeforeEach
    void lay(@TempDir Path folder) throws Exception {
        project = new ScriptProject(folder);
        agent = Files.createDirectory(folder.resolve("agent"));
        Files.writeString(agent.resolve("Dockerfile"), "FROM scratch\n");
    }

    @Test
    void anImageIsBuiltForArm64AndPushedUnderTheTag() throws Exception {
        var run = push("--context", agent.toString(), "--tag", "1.4.2");

        assertThat(run.exit()).as(run.output()).isZero();
        assertThat(project.commands())
                .containsExactly(
                        "docker buildx version",
                        "aws sts get-caller-identity --region eu-central-1 --query Account --output text",
                        "aws ecr describe-repositories --region eu-central-1 --registry-id 111122223333"
                                + " --repository-names agents/support --query repositories[0].repositoryUri --output text",
                        "aws ecr get-login-password --region eu-central-1",
                        "docker login --username AWS --password-stdin " + REGISTRY,
                        "docker buildx build --platform linux/arm64 --tag " + REFERENCE + "1.4.2 --push " + agent,
                        "aws ecr describe-images --region eu-central-1 --registry-id 111122223333 --repository-name"
                                + " agents/support --image-ids imageTag=1.4.2 --query imageDetails[0].imageDigest --output text");
        assertThat(run.output())
                .contains(REFERENCE + "1.4.2@" + ScriptProject.DIGEST, "scripts/slipway.sh status --env dev");
    }

    @Test
    void whereTheImagesAreInAnotherAccountTheyArePushedThere() throws Exception {
        project.answer("aws sts get-caller-identity", "444455556666");
        var run = project.run(
                "push.sh",
                "--env",
                "demo",
                "--repository",
                "agents/support",
                "--context",
                agent.toString(),
                "--tag",
                "1.4.2");

        assertThat(run.exit()).as(run.output()).isZero();
        assertThat(run.output()).contains("Identity: account 444455556666, eu-central-1");
        assertThat(project.commands())
                .filteredOn(command -> command.contains("ecr") && !command.contains("get-login-password"))
                .hasSize(4)
                .allMatch(command -> command.contains("444455556666"));
    }

    @Test
    void credentialsOfTheControlPlanesAccountAreNotThoseOfItsRegistry() throws Exception {
        var run = project.run(
                "push.sh",
                "--env",
                "demo",
                "--repository",
                "agents/support",
                "--context",
                agent.toString(),
                "--tag",
                "1.4.2");

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.output())
                .contains("the caller is of account 111122223333, but 'demo' has its images in account 444455556666");
    }

    @Test
    void thePasswordGoesOverStandardInputAndNowhereElse() throws Exception {
        var run = push("--context", agent.toString(), "--tag", "1.4.2");

        assertThat(project.call("docker login").input()).isEqualTo(ScriptProject.PASSWORD);
        assertThat(run.output()).doesNotContain(ScriptProject.PASSWORD);
        assertThat(project.commands()).noneMatch(command -> command.contains(ScriptProject.PASSWORD));
    }

    @Test
    void anImageThatIsThereIsTaggedAndPushed() throws Exception {
        assertThat(push("--image", "support:local", "--tag", "1.4.2").exit()).isZero();
        assertThat(project.commands())
                .containsSubsequence(
                        "docker image inspect --format {{.Os}}/{{.Architecture}} support:local",
                        "docker tag support:local " + REFERENCE + "1.4.2",
                        "docker push " + REFERENCE + "1.4.2");
    }

    @Test
    void anImageForAnotherMachineIsRefused() throws Exception {
        project.answer("docker image inspect", "linux/amd64");
        var run = push("--image", "support:local", "--tag", "1.4.2");

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.output())
                .contains("is linux/amd64", "build it with --platform linux/arm64", "Nothing was pushed");
        assertThat(project.commands().getLast()).startsWith("docker image inspect");
    }

    @ParameterizedTest
    @ValueSource(strings = {"latest", "Latest", "main", "1.4", "1.4.2+build.7", "1.4.2 ", "a/b"})
    void aTagThatIsNeitherAVersionNorACommitIsRefused(String tag) throws Exception {
        var run = push("--context", agent.toString(), "--tag", tag);
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.output()).contains("the tag is '" + tag + "' (from --tag)", "never latest");
        assertThat(project.calls()).isEmpty();
    }

    @Test
    void theTagOfTheEnvironmentComesBeforeThatOfThePipeline() throws Exception {
        project.set("GITHUB_SHA", "0123456789abcdef0123456789abcdef01234567");
        push("--context", agent.toString());
        assertThat(tag()).isEqualTo("0123456789abcdef0123456789abcdef01234567");

        project.set("SLIPWAY_IMAGE_TAG", "v2.0.0-rc.1");
        push("--image", "support:local");
        assertThat(project.call("docker push").text()).endsWith(":v2.0.0-rc.1");
    }

    @Test
    void withoutATagItIsTheCommit() throws Exception {
        commit();
        push("--context", agent.toString());
        assertThat(tag())
                .isEqualTo(project.git(agent, "rev-parse", "HEAD").output().strip());
    }

    @Test
    void aVersionThatIsTaggedOnTheCommitComesBeforeTheCommit() throws Exception {
        commit();
        project.git(agent, "tag", "v1.5.0");
        push("--context", agent.toString());
        assertThat(tag()).isEqualTo("v1.5.0");
    }

    @Test
    void whereThereIsNoTagAndNoCommitOneIsAskedFor() throws Exception {
        var run = push("--context", agent.toString());
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.output()).contains("give one with --tag or SLIPWAY_IMAGE_TAG");
        assertThat(project.calls()).isEmpty();
    }

    @Test
    void filesThatNoCommitHasAreRefusedUnlessAllowed() throws Exception {
        commit();
        Files.writeString(agent.resolve("Dockerfile"), "FROM scratch\nUSER 1000\n");
        var run = push("--context", agent.toString(), "--tag", "1.4.2");
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.output()).contains("differ from the commit", "--allow-dirty");
        assertThat(project.calls()).isEmpty();

        assertThat(push("--context", agent.toString(), "--tag", "1.4.2", "--allow-dirty")
                        .exit())
                .isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "docker buildx version",
                "aws sts",
                "aws ecr describe-repositories",
                "aws ecr get-login-password",
                "docker login"
            })
    void nothingIsPushedAfterAStepThatFails(String step) throws Exception {
        project.fail(step, "it broke");
        var run = push("--context", agent.toString(), "--tag", "1.4.2");

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.output()).contains("it broke", "Nothing was pushed");
        assertThat(project.commands()).noneMatch(command -> command.startsWith("docker buildx build"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"docker buildx build", "aws ecr describe-images"})
    void aPushThatFailsSaysHowToFindOut(String step) throws Exception {
        project.fail(step, "it broke");
        var run = push("--context", agent.toString(), "--tag", "1.4.2");

        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.output())
                .contains("it broke", "aws ecr describe-images --region eu-central-1")
                .doesNotContain("Pushed:");
    }

    @Test
    void credentialsOfAnotherAccountAreRefused() throws Exception {
        project.answer("aws sts get-caller-identity", "999988887777");
        assertThat(push("--context", agent.toString(), "--tag", "1.4.2").exit()).isEqualTo(1);
        assertThat(project.commands().getLast()).startsWith("aws sts");
    }

    @Test
    void aDryRunRunsNothingAndShowsWhatARealOneRuns() throws Exception {
        var dry = push("--context", agent.toString(), "--tag", "1.4.2", "--dry-run");
        assertThat(dry.exit()).isZero();
        assertThat(project.calls()).isEmpty();

        assertThat(dry.output())
                .contains(
                        "aws ecr get-login-password --region eu-central-1 | docker login --username AWS --password-stdin "
                                + REGISTRY,
                        "docker buildx build --platform linux/arm64 --tag " + REFERENCE + "1.4.2 --push " + agent);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Agents", "agents//support", "-agents", ""})
    void whatIsNoNameOfARepositoryIsRefused(String repository) throws Exception {
        var run = project.run("push.sh", "--env", "dev", "--tag", "1.4.2", "--repository", repository);
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.output()).contains("--repository");
        assertThat(project.calls()).isEmpty();
    }

    @Test
    void aFolderAndAnImageAtOnceAreRefused() throws Exception {
        assertThat(push("--context", agent.toString(), "--image", "support:local")
                        .exit())
                .isEqualTo(1);
        assertThat(project.calls()).isEmpty();
    }

    private ScriptProject.Run push(String... arguments) throws Exception {
        var all = new ArrayList<>(List.of("--env", "dev", "--repository", "agents/support"));
        all.addAll(List.of(arguments));
        return project.run("push.sh", all.toArray(String[]::new));
    }

    private String tag() {
        return project.call("docker buildx build").valueOf("--tag").substring(REFERENCE.length());
    }

    private void commit() throws Exception {
        project.git(agent, "init", "--quiet");
        project.git(agent, "add", ".");
        var committed = project.git(agent, "commit", "--quiet", "--message", "An agent");
        assertThat(committed.exit()).as(committed.output()).isZero();
    }
}
