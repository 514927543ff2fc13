package slipway.local.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every function of the template, from the packaged artifact, with the environment that the template gives it. */
class FunctionsStartIT {
    private static final Path ROOT = Path.of(System.getProperty("slipway.root"));
    private static final Path ZIP = ROOT.resolve("functions/target/functions.zip");
    private static final long LARGEST = 12_000_000;
    private static final Pattern CLIENT =
            Pattern.compile("software\\.amazon\\.awssdk\\.services\\.([a-z]+)\\.Default[A-Za-z]+Client ");
    private static final Map<String, String> CLIENTS = Map.ofEntries(
            Map.entry("image-pushed", "dynamodb ecr eventbridge ssm"),
            Map.entry("target-declared", "dynamodb ecr eventbridge ssm"),
            Map.entry("desired-image-changed", "dynamodb eventbridge sfn ssm"),
            Map.entry("rollout-interrupted", "dynamodb eventbridge sfn"),
            Map.entry("alarm-state-changed", "dynamodb eventbridge sfn"),
            Map.entry("stack-updated", "dynamodb eventbridge sfn"),
            Map.entry("rollout", "cloudwatch dynamodb ecr eventbridge sfn ssm"),
            Map.entry("smoke-test", "dynamodb"),
            Map.entry("drift-check", "cloudwatch dynamodb ecr eventbridge sfn ssm"),
            Map.entry("operator", "dynamodb ecr eventbridge lambda sfn ssm"),
            Map.entry("status", "dynamodb ecr"),
            Map.entry("resource-request", "dynamodb kms sfn"),
            Map.entry("resource-progress", "dynamodb ecr eventbridge kms sfn"),
            Map.entry("resource-failed", "dynamodb kms sfn"));

    @TempDir
    private static Path folder;

    /** A function of the template; values that only a deployment knows are stood for by some text. */
    record Function(String name, String handler, Map<String, String> environment) {
        static Function of(JsonNode properties) {
            Map<String, String> environment = new TreeMap<>();
            properties
                    .at("/Environment/Variables")
                    .properties()
                    .forEach(variable -> environment.put(
                            variable.getKey(),
                            variable.getValue().asText("").isEmpty()
                                    ? "known later"
                                    : variable.getValue().asText()));
            return new Function(
                    properties.path("FunctionName").asText().replace("slipway-local-", ""),
                    properties.path("Handler").asText().replaceFirst("::.*", ""),
                    environment);
        }

        Map<String, String> without(String variable) {
            Map<String, String> rest = new TreeMap<>(environment);
            rest.remove(variable);
            return rest;
        }

        @Override
        public String toString() {
            return name;
        }
    }

    record Started(int exit, String errors, String clients) {}

    @BeforeAll
    static void unpack() throws IOException {
        try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(ZIP))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                Path file = folder.resolve("task").resolve(entry.getName()).normalize();
                assertThat(file).startsWithRaw(folder.resolve("task"));
                if (!entry.isDirectory()) {
                    Files.createDirectories(file.resolve("..").normalize());
                    Files.copy(zip, file);
                }
            }
        }
    }

    static Stream<Function> functions() throws IOException {
        Path template = ROOT.resolve("infra/cdk/target/cdk.out/SlipwayControlPlane.template.json");
        return new ObjectMapper()
                .readTree(template.toFile())
                .path("Resources")
                .valueStream()
                .filter(resource -> resource.path("Type").asText().equals("AWS::Lambda::Function"))
                .map(resource -> Function.of(resource.path("Properties")));
    }

    @Test
    void theTableNamesEveryFunction() throws IOException {
        assertThat(functions().map(Function::name)).containsExactlyInAnyOrderElementsOf(CLIENTS.keySet());
    }

    @ParameterizedTest
    @MethodSource("functions")
    void aFunctionStartsAndBuildsTheClientsThatItUsesAndNoOther(Function function) throws Exception {
        Started started = start(function, function.environment());

        assertThat(started.errors()).isEmpty();
        assertThat(started.exit()).isZero();
        assertThat(started.clients()).isEqualTo(CLIENTS.get(function.name()));
    }

    @ParameterizedTest
    @MethodSource("functions")
    void aFunctionThatMissesAVariableSaysWhich(Function function) throws Exception {
        for (String variable : function.environment().keySet()) {
            Started started = start(function, function.without(variable));

            assertThat(started.exit()).as("without " + variable).isEqualTo(1);
            assertThat(started.errors()).contains(variable).doesNotContain("\tat ");
        }
    }

    @Test
    void theDeployableIsSmallEnoughAndHoldsNothingOfBuildsAndTests() throws IOException {
        assertThat(Files.size(ZIP)).isLessThanOrEqualTo(LARGEST);
        try (Stream<Path> libraries = Files.list(folder.resolve("task/lib"))) {
            assertThat(libraries.map(library -> library.getFileName().toString()))
                    .hasSizeGreaterThan(20)
                    .noneMatch(Pattern.compile("junit|assertj|jqwik|archunit|networknt|json-schema|errorprone|nullaway"
                                    + "|dagger-(compiler|spi)|javapoet|auto-|netty|apache-client|crt|tests")
                            .asPredicate());
        }
    }

    private static Started start(Function function, Map<String, String> environment)
            throws IOException, InterruptedException {
        Path loaded = Files.createTempFile(folder, "classes", ".log");
        String probe = ROOT.resolve("infra/local/target/test-classes").toString();
        String task = folder.resolve("task").toString();
        ProcessBuilder builder = new ProcessBuilder(
                System.getProperty("java.home") + "/bin/java",
                "-XX:TieredStopAtLevel=1",
                "-Xlog:class+load:file=" + loaded,
                "-cp",
                String.join(File.pathSeparator, task, task + "/lib/*", probe),
                Construct.class.getName(),
                function.handler());
        builder.environment().clear();
        builder.environment().putAll(environment);
        builder.environment()
                .putAll(Map.of(
                        "AWS_REGION", "eu-central-1",
                        "AWS_ACCESS_KEY_ID", "test",
                        "AWS_SECRET_ACCESS_KEY", "test",
                        "AWS_SESSION_TOKEN", "test",
                        "AWS_LAMBDA_FUNCTION_NAME", function.name()));
        Process process =
                builder.redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
        try (InputStream errors = process.getErrorStream()) {
            String text = new String(errors.readAllBytes(), UTF_8);
            return new Started(process.waitFor(), text, clients(Files.readAllLines(loaded)));
        }
    }

    private static String clients(List<String> loaded) {
        TreeSet<String> services = new TreeSet<>();
        loaded.forEach(line -> CLIENT.matcher(line).results().forEach(found -> services.add(found.group(1))));
        return String.join(" ", services);
    }
}
