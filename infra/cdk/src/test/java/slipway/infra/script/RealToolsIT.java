package slipway.infra.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import slipway.infra.Synthesis;

/** Stand-ins take any option; the real tools must know each one that the scripts use. */
class RealToolsIT {
    private static final Path CDK = Synthesis.ROOT.resolve("infra/cdk/node_modules/.bin/cdk");

    @TempDir
    private Path folder;

    @Test
    void theCdkKnowsEveryOption() throws Exception {
        assertThat(CDK).as("npm ci in infra/cdk installs it").exists();
        check(CDK, 1, recorded("cdk"), "--help");
    }

    @Test
    void theAwsCliKnowsEveryOption() throws Exception {
        check(required("aws"), 2, recorded("aws"), "help");
    }

    @Test
    void dockerKnowsEveryOption() throws Exception {
        var docker = required("docker");
        var calls = recorded("docker");
        check(
                docker,
                1,
                calls.stream()
                        .filter(call -> !call.text().matches("docker (image|buildx) .*"))
                        .toList(),
                "--help");
        check(
                docker,
                2,
                calls.stream()
                        .filter(call -> call.text().startsWith("docker image "))
                        .toList(),
                "--help");
    }

    @Test
    void buildxKnowsEveryOption() throws Exception {
        var docker = required("docker");
        if (!help(List.of(docker.toString(), "buildx", "version")).contains("buildx v")) {
            skip("docker buildx");
        }
        check(docker, 2, recorded("docker buildx build"), "--help");
    }

    /** The scripts' calls that begin like {@code command}, on every path that they have. */
    private List<Call> recorded(String command) throws Exception {
        var project = new ScriptProject(folder);
        project.run("deploy.sh", "--env", "stage");
        project.fail("cdk deploy", "so that it asks what stands");
        project.run("deploy.sh", "--env", "stage", "--stack", "SlipwayFoundation");
        project.answer("aws ssm get-parameters-by-path", "/slipway/live/targets/support");
        project.answer("aws cloudformation describe-stack-resources", "slipway-x-control-plane");
        project.answer("aws cloudformation describe-stacks --query", "other");
        project.answer("aws cloudformation get-template", "{\"TemplateBody\": {}}");
        project.runTyping("live\n", "destroy.sh", "--env", "live", "--yes-destroy-live");
        var push = List.of("--env", "dev", "--repository", "agents/support", "--tag", "1.4.2", "--allow-dirty");
        project.run("push.sh", push.toArray(String[]::new));
        var image = new ArrayList<>(push);
        image.addAll(List.of("--image", "support:local"));
        project.run("push.sh", image.toArray(String[]::new));
        var calls = project.calls().stream()
                .filter(call -> call.text().startsWith(command + " "))
                .toList();
        assertThat(calls).as(command).isNotEmpty();
        return calls;
    }

    /** Each option stands in the help of its command, which is the first {@code words} of a call. */
    private static void check(Path tool, int words, List<Call> calls, String help) throws Exception {
        var options = new TreeMap<String, TreeSet<String>>();
        for (var call : calls) {
            options.computeIfAbsent(String.join(" ", call.arguments().subList(0, words)), command -> new TreeSet<>())
                    .addAll(call.options());
        }
        for (var command : options.entrySet()) {
            var line = new ArrayList<>(List.of(tool.toString()));
            line.addAll(Arrays.asList(command.getKey().split(" ")));
            line.add(help);
            var text = help(line);
            assertThat(command.getValue())
                    .as("%s %s, whose help says: %s", tool.getFileName(), command.getKey(), text)
                    .allMatch(option -> Pattern.compile("(?<![\\w-])" + option + "(?![\\w-])")
                            .matcher(text)
                            .find());
        }
    }

    private static String help(List<String> command) throws Exception {
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        for (var pager : List.of("PAGER", "MANPAGER", "AWS_PAGER")) {
            builder.environment().put(pager, "cat");
        }
        var process = builder.start();
        process.getOutputStream().close();
        var text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        // A manual page prints a bold letter twice, one over the other; the CDK breaks an option that its column cannot
        // hold.
        return text.replaceAll(".\b", "").replaceAll("(--[a-z-]+)(  ?\\S.*)\n  ([a-z]+)(?= )", "$1$3$2\n");
    }

    private static Path required(String tool) {
        return Tools.find(tool).orElseGet(() -> skip(tool));
    }

    /** Loud, and a failure where SLIPWAY_REQUIRED_TOOLS names the tool: what was not checked must not look checked. */
    private static Path skip(String tool) {
        assertThat(System.getenv().getOrDefault("SLIPWAY_REQUIRED_TOOLS", "").split(",", -1))
                .as("tools that must be on this machine, and are not")
                .doesNotContain(tool);
        System.err.println("NOT CHECKED: the scripts' options of " + tool + ", which is not on this machine");
        return abort(tool + " is not on this machine");
    }
}
