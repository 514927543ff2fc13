package slipway.infra;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import slipway.infra.environment.Environment;
import slipway.infra.environment.Environments;

/** The committed local environment, synthesized once for every test of a run. */
public final class Synthesis {
    public static final Path ROOT = Path.of(System.getProperty("slipway.root"));
    private static final ObjectMapper JSON = new ObjectMapper();

    private Synthesis() {}

    /** A resource, under the stack and the logical id that it has. */
    public record Resource(String stack, String id, String type, JsonNode properties) {}

    /** Synthesized by whoever asks first, and never by a test that does not. */
    private static final class Once {
        private static final Path ASSEMBLY = assemble(local());
    }

    public static Path assembly() {
        return Once.ASSEMBLY;
    }

    public static List<Resource> resources(String type) {
        return resources().stream()
                .filter(resource -> resource.type().equals(type))
                .toList();
    }

    /** The control plane's; whom those of a target's own stack tell is its owner's affair. */
    public static List<Resource> alarms() {
        return resources("AWS::CloudWatch::Alarm").stream()
                .filter(alarm -> !alarm.stack().startsWith("Sample"))
                .toList();
    }

    public static List<Resource> resources() {
        return resources(assembly());
    }

    /** Of another assembly. */
    static List<Resource> resources(Path assembly) {
        var resources = new ArrayList<Resource>();
        for (var stack : stacks()) {
            read(assembly.resolve(stack + ".template.json"))
                    .path("Resources")
                    .properties()
                    .forEach(entry -> resources.add(new Resource(
                            stack,
                            entry.getKey(),
                            entry.getValue().path("Type").asText(),
                            entry.getValue().path("Properties"))));
        }
        return resources;
    }

    /** The resource of {@code type} whose {@code property} is {@code value}. */
    public static JsonNode resource(String type, String property, String value) {
        return resources(type).stream()
                .map(Resource::properties)
                .filter(properties -> properties.path(property).asText().equals(value))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + type + " with " + property + " " + value));
    }

    public static List<String> stacks() {
        return List.of("SlipwayFoundation", "SlipwayControlPlane", "SampleRepositories", "SampleAgents", "SampleTeam");
    }

    public static JsonNode template(String stack) {
        return read(assembly().resolve(stack + ".template.json"));
    }

    public static JsonNode read(Path file) {
        try {
            return JSON.readTree(file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A zip that stands for the functions, whose bytes depend on nothing. */
    public static Path placeholder(Path folder) {
        var zip = folder.resolve("functions.zip");
        try (var out = new ZipOutputStream(Files.newOutputStream(zip))) {
            var entry = new ZipEntry("placeholder");
            entry.setTime(0);
            out.putNextEntry(entry);
            out.closeEntry();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return zip;
    }

    private static Environment local() {
        return Environments.read(ROOT.resolve("infra/environments.json")).get("local");
    }

    static Path assemble(Environment environment) {
        try {
            var folder = Files.createTempDirectory("slipway-cdk");
            new SlipwayApp(environment, placeholder(folder)).synthesize(folder.resolve("cdk.out"));
            return folder.resolve("cdk.out");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The statements of a policy document, each with lists where the template may have a single value. */
    public static List<Statement> statements(JsonNode document) {
        var statements = new ArrayList<Statement>();
        document.path("Statement")
                .forEach(node -> statements.add(new Statement(
                        node.path("Effect").asText().equals("Allow"),
                        list(node.path("Action")),
                        list(node.path("Resource")),
                        node.path("Condition"))));
        return statements;
    }

    /** Of a policy: what is allowed, or else denied, on what. */
    public record Statement(boolean allows, List<String> actions, List<String> resources, JsonNode condition) {}

    private static List<String> list(JsonNode node) {
        var texts = new ArrayList<String>();
        if (node.isArray()) {
            node.forEach(item -> texts.add(text(item)));
        } else {
            texts.add(text(node));
        }
        return texts;
    }

    private static String text(JsonNode node) {
        return node.isTextual() ? node.textValue() : node.toString();
    }

    /** What every role is allowed, by role name: inline, of a policy, of a managed policy. */
    public static Map<String, List<Statement>> roles() {
        return statements(true);
    }

    /** What every role is denied, whatever allows it. */
    public static Map<String, List<Statement>> denials() {
        return statements(false);
    }

    private static Map<String, List<Statement>> statements(boolean allowing) {
        var statements = new TreeMap<String, List<Statement>>();
        policies()
                .forEach((role, documents) -> statements.put(
                        role,
                        documents.stream()
                                .flatMap(document -> statements(document).stream())
                                .filter(statement -> statement.allows() == allowing)
                                .toList()));
        return statements;
    }

    private static Map<String, List<JsonNode>> policies() {
        var roles = new TreeMap<String, List<JsonNode>>();
        for (var role : resources("AWS::IAM::Role")) {
            var documents =
                    roles.computeIfAbsent(role.properties().path("RoleName").asText(), name -> new ArrayList<>());
            role.properties().path("Policies").forEach(policy -> documents.add(policy.path("PolicyDocument")));
            role.properties().path("ManagedPolicyArns").forEach(arn -> documents.add(managed(role, arn)));
        }
        for (var policy : resources("AWS::IAM::Policy")) {
            policy.properties()
                    .path("Roles")
                    .forEach(role -> roles.computeIfAbsent(name(policy.stack(), role), name -> new ArrayList<>())
                            .add(policy.properties().path("PolicyDocument")));
        }
        return roles;
    }

    /** Of a role by name, or of one of the same stack. */
    private static String name(String stack, JsonNode role) {
        return role.isTextual()
                ? role.textValue()
                : resources("AWS::IAM::Role").stream()
                        .filter(made -> made.stack().equals(stack)
                                && made.id().equals(role.path("Ref").asText()))
                        .map(made -> made.properties().path("RoleName").asText())
                        .findFirst()
                        .orElseThrow(() -> new AssertionError(stack + " makes no role " + role));
    }

    private static JsonNode managed(Resource role, JsonNode arn) {
        return resources("AWS::IAM::ManagedPolicy").stream()
                .filter(policy -> policy.stack().equals(role.stack())
                        && policy.id().equals(arn.path("Ref").asText()))
                .map(policy -> policy.properties().path("PolicyDocument"))
                .findFirst()
                .orElseThrow(() -> new AssertionError(role.id() + " has a policy that no stack makes: " + arn));
    }
}
