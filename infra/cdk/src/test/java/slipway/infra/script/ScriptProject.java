package slipway.infra.script;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import slipway.infra.Synthesis;

/** A copy of the scripts that reach an account, with stand-ins for whatever they call. Nothing else is on the path. */
final class ScriptProject {
    static final String ACCOUNT = "111122223333";
    static final String DIGEST = "sha256:" + "5".repeat(64);
    static final String PASSWORD = "the-password-of-the-registry";

    private static final List<String> STAND_INS = List.of("aws", "cdk", "docker");
    private static final List<String> SCRIPTS = List.of("lib.sh", "lib-aws.sh", "deploy.sh", "destroy.sh", "push.sh");
    private static final List<String> STEPS = List.of("setup.sh", "build.sh", "test.sh", "synth.sh", "slipway.sh");
    private static final String ENVIRONMENTS = """
            {
              "dev": {"account": "111122223333", "region": "eu-central-1", "production": false, "removal": "destroy"},
              "stage": {"account": "111122223333", "region": "eu-west-1", "production": false, "removal": "retain",
                "qualifier": "agents", "permissionsBoundary": "arn:aws:iam::111122223333:policy/teams/bounded",
                "tags": {"application": "slipway", "cost-centre": "4711"}},
              "trial": {"account": "111122223333", "region": "eu-central-1", "production": false, "removal": "destroy",
                "keep": ["ledger", "logs"]},
              "demo": {"account": "111122223333", "region": "eu-central-1", "production": false, "removal": "destroy",
                "keep": ["logs"], "registryAccount": "444455556666"},
              "live": {"account": "111122223333", "region": "eu-central-1", "production": true, "removal": "retain"}
            }
            """;
    private static final String MANIFEST = """
            {"artifacts": {
              "SlipwayFoundation.assets": {"type": "cdk:asset-manifest", "properties": {}},
              "SlipwayFoundation": {"type": "aws:cloudformation:stack", "properties": {"stackName": "slipway-x-foundation"}},
              "SlipwayControlPlane": {"type": "aws:cloudformation:stack", "properties": {"stackName": "slipway-x-control-plane"}}
            }}
            """;

    private final Path root;
    private final Path bin;
    private final Path standIns;
    private final Map<String, String> variables = new TreeMap<>();

    ScriptProject(Path folder) {
        // As bash prints it: the temporary folder may be behind a link.
        this.root = real(folder).resolve("project");
        this.bin = root.resolve("bin");
        this.standIns = root.resolve("stand-ins");
        try {
            lay();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        answer("aws --version", "aws-cli/2.9.19 Python/3.11.2");
        answer("cdk --version", pinnedCdk() + " (build fcf5e34)");
        answer("aws sts get-caller-identity", ACCOUNT);
        answer("aws cloudformation describe-stacks", "UPDATE_COMPLETE");
        answer("aws cloudformation describe-stacks --query", "slipway-x-foundation");
        answer("aws ecr get-login-password", PASSWORD);
        answer("aws ecr describe-images", DIGEST);
        answer("docker image inspect", "linux/arm64");
    }

    private void lay() throws IOException {
        for (var folder : List.of(root, bin, standIns, root.resolve("scripts"), root.resolve("infra/cdk"))) {
            Files.createDirectories(folder);
        }
        for (var script : SCRIPTS) {
            executable(
                    root.resolve("scripts").resolve(script),
                    read(Synthesis.ROOT.resolve("scripts").resolve(script)));
        }
        for (var step : STEPS) {
            executable(root.resolve("scripts").resolve(step), standIn());
        }
        for (var tool : STAND_INS) {
            executable(bin.resolve(tool), standIn());
        }
        Files.writeString(root.resolve("infra/environments.json"), ENVIRONMENTS);
        Files.copy(Synthesis.ROOT.resolve("infra/cdk/package.json"), root.resolve("infra/cdk/package.json"));
        Files.writeString(standIns.resolve("manifest.json"), MANIFEST);
        Files.createFile(standIns.resolve("rules"));
        Files.createFile(standIns.resolve("calls"));
    }

    Path root() {
        return root;
    }

    Path assembly(String environment) {
        return root.resolve("infra/cdk/target/assembly").resolve(environment);
    }

    /** What calls that begin like {@code call} print. Of several rules that fit the last one counts. */
    void answer(String call, String answer) {
        append("rules", call + "\u001f0\u001f" + answer + "\n");
    }

    /** Lets calls that begin like {@code call} fail. */
    void fail(String call, String message) {
        append("rules", call + "\u001f1\u001f" + message + "\n");
    }

    void remove(String tool) throws IOException {
        Files.delete(bin.resolve(tool));
    }

    void set(String variable, String value) {
        variables.put(variable, value);
    }

    /** How a script ended, and all that it printed. */
    record Run(int exit, String output) {}

    Run run(String script, String... arguments) throws Exception {
        return runTyping("", script, arguments);
    }

    Run runTyping(String typed, String script, String... arguments) throws Exception {
        var command = new ArrayList<>(List.of(
                Tools.FOLDER.resolve("bash").toString(),
                root.resolve("scripts").resolve(script).toString()));
        command.addAll(List.of(arguments));
        return start(root, typed, command);
    }

    /** Runs git in {@code folder}. */
    Run git(Path folder, String... arguments) throws Exception {
        var command = new ArrayList<>(List.of(
                Tools.FOLDER.resolve("git").toString(), "-c", "user.name=test", "-c", "user.email=test@example.com"));
        command.addAll(List.of(arguments));
        return start(folder, "", command);
    }

    private Run start(Path folder, String typed, List<String> command) throws Exception {
        var builder = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().putAll(variables);
        builder.environment().put("PATH", bin + ":" + Tools.FOLDER);
        builder.environment().put("HOME", root.toString());
        builder.environment().put("STAND_IN", standIns.toString());
        var process = builder.start();
        try (var input = process.outputWriter(StandardCharsets.UTF_8)) {
            input.write(typed);
        }
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Run(process.waitFor(), output);
    }

    /** What stand-ins were called, in order, without the look at their versions. */
    List<Call> calls() {
        return read(standIns.resolve("calls"))
                .lines()
                .map(Call::parse)
                .filter(call -> !call.arguments().equals(List.of("--version")))
                .toList();
    }

    List<String> commands() {
        return calls().stream().map(Call::text).toList();
    }

    /** The one call that begins like {@code command}. */
    Call call(String command) {
        var found =
                calls().stream().filter(call -> call.text().startsWith(command)).toList();
        if (found.size() != 1) {
            throw new AssertionError(found.size() + " calls of " + command + " among " + commands());
        }
        return found.getFirst();
    }

    private void append(String file, String text) {
        try {
            Files.writeString(standIns.resolve(file), text, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void executable(Path file, String text) throws IOException {
        Files.writeString(file, text);
        if (!file.toFile().setExecutable(true)) {
            throw new IOException("cannot make " + file + " executable");
        }
    }

    private static String standIn() {
        try (var resource = ScriptProject.class.getResourceAsStream("stand-in.sh")) {
            return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String pinnedCdk() {
        var pin = Pattern.compile("\"aws-cdk\": \"(.*)\"")
                .matcher(read(Synthesis.ROOT.resolve("infra/cdk/package.json")));
        if (!pin.find()) {
            throw new AssertionError("package.json pins no aws-cdk");
        }
        return pin.group(1);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path real(Path folder) {
        try {
            return folder.toRealPath();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
