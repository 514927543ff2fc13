package slipway.infra.agentruntime;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import slipway.infra.limit.Limits;
import slipway.infra.naming.Names;
import slipway.infra.problem.Problems;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.Token;

/** What a runtime must keep to, told at synth; what only CloudFormation knows the control plane checks. */
final class RuntimeRules {
    /** The construct's own properties, and what AgentCore gives. */
    private static final Set<String> NOT_ADDITIONAL =
            Set.of("agentRuntimeArtifact", "agentRuntimeId", "agentRuntimeName", "clientToken", "roleArn", "tags");

    private final Problems problems = new Problems();
    private final AgentRuntimeProps props;
    private final Stack stack;

    private RuntimeRules(AgentRuntimeProps props, Stack stack) {
        this.props = props;
        this.stack = stack;
    }

    /** @throws IllegalArgumentException naming every problem */
    static void check(AgentRuntimeProps props, Names controlPlane, Stack stack) {
        var rules = new RuntimeRules(props, stack);
        rules.runtime();
        rules.place(controlPlane);
        rules.tags();
        rules.network();
        rules.configuration();
        rules.problems.report("runtime " + props.name());
    }

    private void runtime() {
        Limits.form(problems, "name", props.name(), "runtime.name");
        Limits.form(problems, "role", props.role().getRoleArn(), "runtime.role");
        Limits.form(problems, "image", props.image(), "image.uri");
        if (!Token.isUnresolved(props.image())) {
            Limits.amount(problems, "image", props.image().length(), "image.uri.characters");
        }
        var patience = props.patience();
        problems.unless(
                patience.compareTo(Duration.ofSeconds(1)) >= 0
                        && patience.compareTo(AgentRuntimeProps.LONGEST) <= 0
                        && patience.equals(Duration.ofSeconds(patience.toSeconds())),
                "patience",
                patience,
                "write whole seconds, up to an hour: CloudFormation waits no longer");
    }

    /** The functions that answer stand in the control plane's account and Region, and make runtimes there. */
    private void place(Names controlPlane) {
        same("account", controlPlane.account(), stack.getAccount());
        same("region", controlPlane.region(), stack.getRegion());
        var host = ".dkr.ecr." + controlPlane.region() + ".";
        problems.unless(
                Token.isUnresolved(props.image()) || props.image().contains(host),
                "image",
                props.image(),
                "replicate the repository to " + controlPlane.region() + ": AgentCore pulls from its own Region");
    }

    private void same(String field, String controlPlanes, String stacks) {
        problems.unless(
                Token.isUnresolved(stacks) || stacks.equals(controlPlanes),
                "the stack's " + field,
                stacks,
                "deploy it to " + controlPlanes + ", where its control plane is");
    }

    private void tags() {
        Limits.amount(problems, "tags", props.tags().size() + 2L, "tags");
        props.tags().forEach((key, value) -> {
            Limits.form(problems, "tags", key, "tags.key");
            Limits.form(problems, "tags." + key, value, "tags.value");
            problems.unless(
                    key.equals(Names.TARGETS_TAG) || (!key.startsWith("slipway:") && !key.startsWith("aws:")),
                    "tags",
                    key,
                    "write another key: those that begin with slipway: and aws: are given");
        });
    }

    private void network() {
        if (props.configuration().network().orElse(null) instanceof RuntimeNetwork.InVpc inside) {
            Limits.amount(problems, "network.subnets", inside.chosen().size(), "vpc.subnets");
            var groups = Math.max(1, inside.securityGroups().size());
            Limits.amount(problems, "network.securityGroups", groups, "vpc.securityGroups");
        }
    }

    private void configuration() {
        var members = (ObjectNode) Json.tree(props.configuration().members());
        props.configuration().additional().ifPresent(text -> additional(text, members));
        if (members.has("description")) {
            var description = members.path("description").asText();
            if (!Token.isUnresolved(description)) {
                Limits.amount(problems, "description", description.length(), "description.characters");
            }
        }
        environment(members.path("environmentVariables"));
        headers(members);
        lifecycle(members.path("lifecycleConfiguration"));
        fileSystems(members.path("filesystemConfigurations"));
        at(members, "capacityProviderConfiguration/capacityProviderArn", "capacityProvider.arn");
        at(members, "authorizerConfiguration/customJWTAuthorizer/discoveryUrl", "authorizer.discoveryUrl");
        problems.unless(
                !members.at("/metadataConfiguration/requireMMDSV2").asText().equals("false"),
                "metadataConfiguration.requireMMDSV2",
                false,
                "write true or leave it out: AgentCore invokes no runtime without MMDSv2");
    }

    private void additional(String text, ObjectNode members) {
        JsonNode additional;
        try {
            additional = Json.parse("additional", text);
        } catch (IllegalArgumentException e) {
            problems.add("additional", "no JSON", "write a JSON object, no member twice");
            return;
        }
        problems.unless(additional.isObject(), "additional", "no JSON object", "write members and their values");
        additional.properties().forEach(member -> {
            problems.unless(
                    !NOT_ADDITIONAL.contains(member.getKey()),
                    "additional." + member.getKey(),
                    "not the configuration's",
                    "remove it: it has a property of its own, or AgentCore gives it");
            problems.unless(
                    !members.has(member.getKey()),
                    "additional." + member.getKey(),
                    "declared twice",
                    "remove it here, or where it is declared with a type");
            members.putIfAbsent(member.getKey(), member.getValue());
        });
    }

    private void environment(JsonNode variables) {
        Limits.amount(problems, "environmentVariables", variables.size(), "environment.entries");
        variables.properties().forEach(variable -> {
            var field = "environmentVariables." + variable.getKey();
            Limits.amount(problems, field, variable.getKey().length(), "environment.key");
            var value = variable.getValue().asText();
            if (!Token.isUnresolved(value)) {
                Limits.amount(problems, field, value.length(), "environment.value");
            }
            problems.unless(
                    !isSecret(value),
                    field,
                    "a reference to a secret",
                    "pass the secret's name and let the agent read it: CloudFormation resolves no secret for custom resources");
        });
        var bytes = bytes(props.configuration());
        var limit = Limits.of(platform(props.configuration()));
        problems.unless(
                limit.allows(bytes) || isPerhaps(props.configuration()),
                "environmentVariables",
                bytes + " bytes, of at most " + limit.most(),
                limit.remedy());
    }

    private boolean isSecret(String value) {
        var resolved = String.valueOf(stack.resolve(value));
        return resolved.contains("{{resolve:secretsmanager:") || resolved.contains("{{resolve:ssm-secure:");
    }

    private void headers(JsonNode members) {
        var allowed = members.at("/requestHeaderConfiguration/requestHeaderAllowlist");
        if (allowed.isArray()) {
            Limits.amount(problems, "headers", allowed.size(), "headers");
        }
        for (var header : allowed) {
            Limits.form(problems, "headers", header.asText(), "headers.name");
            problems.unless(
                    !header.asText().equalsIgnoreCase("Authorization")
                            || members.at("/authorizerConfiguration").has("customJWTAuthorizer"),
                    "headers",
                    header.asText(),
                    "add a JWT authorizer, or take it off the list: with AWS's signature there is no token to pass on");
        }
    }

    private void lifecycle(JsonNode lifecycle) {
        for (var member : List.of("idleRuntimeSessionTimeout", "maxLifetime")) {
            if (lifecycle.has(member)) {
                Limits.amount(
                        problems, "sessions." + member, lifecycle.path(member).asLong(), "lifecycle.seconds");
            }
        }
        problems.unless(
                lifecycle.path("idleRuntimeSessionTimeout").asLong()
                        <= lifecycle.path("maxLifetime").asLong(Long.MAX_VALUE),
                "sessions",
                "idle for longer than they live",
                "write an idle time that is the shorter one");
    }

    private void fileSystems(JsonNode systems) {
        Limits.amount(problems, "fileSystems", systems.size(), "filesystems");
        systems.findValuesAsText("mountPath")
                .forEach(path -> Limits.form(problems, "fileSystems.mountPath", path, "filesystems.path"));
    }

    private void at(JsonNode members, String path, String limit) {
        var value = members.at("/" + path);
        if (value.isTextual()) {
            Limits.form(problems, path.replace('/', '.'), value.asText(), limit);
        }
    }

    /** The bytes that are known: names, and values that do not come from elsewhere. */
    static long bytes(RuntimeConfiguration configuration) {
        return configuration.environment().entrySet().stream()
                .mapToLong(variable -> size(variable.getKey())
                        + (Token.isUnresolved(variable.getValue()) ? 0 : size(String.valueOf(variable.getValue()))))
                .sum();
    }

    /** Whether the environment fits one platform and not the other, and nobody says which one it is. */
    static boolean isPerhaps(RuntimeConfiguration configuration) {
        var bytes = bytes(configuration);
        return platform(configuration).endsWith("unknown")
                && !Limits.of("environment.bytes.unknown").allows(bytes)
                && Limits.of("environment.bytes.v1").allows(bytes);
    }

    private static String platform(RuntimeConfiguration configuration) {
        var said = String.valueOf(configuration.members().get("platformVersion"));
        return switch (said) {
            case "V1" -> "environment.bytes.v1";
            case "V2" -> "environment.bytes.v2";
            default -> "environment.bytes.unknown";
        };
    }

    private static int size(String text) {
        return text.getBytes(UTF_8).length;
    }
}
