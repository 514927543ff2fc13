package slipway.agentruntime;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import slipway.limit.Limit;
import slipway.limit.Limits;

/** Tells before the call what AgentCore would refuse: an update that fails half way through a stack fails its rollback, too. */
public final class RuntimeLimits {
    private static final String ENVIRONMENT = "environmentVariables";
    private static final String HEADERS = "requestHeaderConfiguration.requestHeaderAllowlist";

    private final ObjectNode members;
    private final List<LimitFinding> found = new ArrayList<>();

    private RuntimeLimits(ObjectNode members) {
        this.members = members;
    }

    /**
     * Everything that is wrong with a whole configuration.
     *
     * @param members of CreateAgentRuntime or UpdateAgentRuntime, as they would be sent; what is missing is not looked at
     */
    public static List<LimitFinding> check(ObjectNode members) {
        RuntimeLimits limits = new RuntimeLimits(members);
        limits.texts();
        limits.environment();
        limits.headers();
        limits.network();
        limits.rest();
        return List.copyOf(limits.found);
    }

    private void texts() {
        text("agentRuntimeName", "runtime.name");
        text("roleArn", "runtime.role");
        amount("description", members.path("description").asText().length(), "description.characters");
    }

    private void environment() {
        JsonNode variables = members.path(ENVIRONMENT);
        amount(ENVIRONMENT, variables.size(), "environment.entries");
        variables.properties().forEach(variable -> {
            String path = ENVIRONMENT + "." + variable.getKey();
            amount(path, variable.getKey().length(), "environment.key");
            amount(path, variable.getValue().asText().length(), "environment.value");
        });
        bytes(variables);
    }

    /** Where nobody says which platform the runtime is on, the smaller bound may hold and the larger one does. */
    private void bytes(JsonNode variables) {
        long bytes = variables
                .propertyStream()
                .mapToLong(variable -> variable.getKey().getBytes(UTF_8).length
                        + variable.getValue().asText().getBytes(UTF_8).length)
                .sum();
        String platform = members.path("platformVersion").asText();
        switch (platform) {
            case "V1" -> amount(ENVIRONMENT, bytes, "environment.bytes.v1");
            case "V2" -> amount(ENVIRONMENT, bytes, "environment.bytes.v2");
            default -> {
                boolean certain = !Limits.of("environment.bytes.v1").allows(bytes);
                amount(ENVIRONMENT, bytes, "environment.bytes.unknown", certain);
            }
        }
    }

    private void headers() {
        JsonNode allowed = at(HEADERS);
        if (allowed.isArray()) {
            amount(HEADERS, allowed.size(), "headers");
        }
        for (JsonNode header : allowed) {
            form(HEADERS, header.asText(), "headers.name");
            boolean token = members.path("authorizerConfiguration").has("customJWTAuthorizer");
            if (header.asText().equalsIgnoreCase("Authorization") && !token) {
                found.add(new LimitFinding(
                        HEADERS,
                        "has Authorization without a JWT authorizer",
                        "declare authorizerConfiguration.customJWTAuthorizer, or take Authorization off the list",
                        true));
            }
        }
    }

    private void network() {
        JsonNode network = members.path("networkConfiguration");
        if (network.path("networkMode").asText().equals("VPC")) {
            JsonNode config = network.path("networkModeConfig");
            String path = "networkConfiguration.networkModeConfig.";
            amount(path + "subnets", config.path("subnets").size(), "vpc.subnets");
            amount(path + "securityGroups", config.path("securityGroups").size(), "vpc.securityGroups");
        }
    }

    private void rest() {
        for (String seconds : List.of("idleRuntimeSessionTimeout", "maxLifetime")) {
            JsonNode declared = members.path("lifecycleConfiguration").path(seconds);
            if (declared.canConvertToLong()) {
                amount("lifecycleConfiguration." + seconds, declared.asLong(), "lifecycle.seconds");
            }
        }
        amount(
                "filesystemConfigurations",
                members.path("filesystemConfigurations").size(),
                "filesystems");
        amount("tags", members.path("tags").size(), "tags");
        if (at("metadataConfiguration.requireMMDSV2").toString().equals("false")) {
            found.add(new LimitFinding(
                    "metadataConfiguration.requireMMDSV2",
                    "is false",
                    "write true or leave it out: AgentCore invokes no runtime without MMDSv2",
                    true));
        }
    }

    private JsonNode at(String path) {
        return members.at("/" + path.replace('.', '/'));
    }

    private void text(String member, String limit) {
        if (members.has(member)) {
            form(member, members.path(member).asText(), limit);
        }
    }

    private void form(String path, String text, String name) {
        Limit limit = Limits.of(name);
        if (!limit.allows(text)) {
            found.add(new LimitFinding(path, "is '" + Checks.shown(text) + "'", limit.remedy(), true));
        }
    }

    private void amount(String path, long amount, String name) {
        amount(path, amount, name, true);
    }

    private void amount(String path, long amount, String name, boolean certain) {
        Limit limit = Limits.of(name);
        if (members.has(path.split("\\.", 2)[0]) && !limit.allows(amount)) {
            String what = "has %d %s, AgentCore takes at most %d".formatted(amount, limit.unit(), limit.most());
            found.add(new LimitFinding(path, what, limit.remedy(), certain));
        }
    }
}
