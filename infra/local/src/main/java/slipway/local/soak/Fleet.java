package slipway.local.soak;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import slipway.local.json.Json;
import slipway.local.story.Sample;

/**
 * Twenty targets on eight runtimes: two that plain CloudFormation makes, two of a team's stack by Slipway's own
 * construct, four made by hand.
 */
final class Fleet {
    static final List<String> REPOSITORIES =
            List.of(Sample.SUPPORT, Sample.CONCIERGE, Sample.WORKFLOW, Sample.ASSISTANT);
    static final List<String> OF_THE_TEAM = List.of("workflow", "assistant");
    /** Their owners change them in the console. */
    static final List<String> MADE = List.of("billing", "orders", "returns", "search");

    private static final String BAKES =
            "'bake': {'minutes': 1, 'errorPercent': 50, 'minInvocations': 0, 'minNewSessions': 0}";
    private static final String ASKS = "'approval': {'expiresHours': 24}";
    private static final String FEW = "'keepVersions': 5";

    static final List<Member> MEMBERS = List.of(
            new Member("support", "support", "live", Sample.SUPPORT, ""),
            new Member("support-beta", "support", "beta", Sample.SUPPORT, BAKES),
            new Member("support-lab", "support", "lab", Sample.SUPPORT, ""),
            new Member("concierge-dev", "concierge", "dev", Sample.CONCIERGE, ""),
            new Member("concierge-prod", "concierge", "prod", Sample.CONCIERGE, ASKS),
            new Member("concierge-lab", "concierge", "lab", Sample.CONCIERGE, FEW),
            new Member("workflow", "workflow", "live", Sample.WORKFLOW, ""),
            new Member("workflow-lab", "workflow", "lab", Sample.WORKFLOW, ""),
            new Member("assistant", "assistant", "live", Sample.ASSISTANT, ""),
            new Member("assistant-lab", "assistant", "lab", Sample.ASSISTANT, BAKES),
            new Member("billing-dev", "billing", "dev", Sample.SUPPORT, ""),
            new Member("billing-stage", "billing", "stage", Sample.SUPPORT, ""),
            new Member("billing-prod", "billing", "live", Sample.SUPPORT, ASKS),
            new Member("orders-dev", "orders", "dev", Sample.CONCIERGE, ""),
            new Member("orders-stage", "orders", "stage", Sample.CONCIERGE, BAKES),
            new Member("orders-prod", "orders", "live", Sample.CONCIERGE, ""),
            new Member("returns-dev", "returns", "dev", Sample.SUPPORT, FEW),
            new Member("returns-prod", "returns", "live", Sample.SUPPORT, ""),
            new Member("search-dev", "search", "dev", Sample.CONCIERGE, ""),
            new Member("search-prod", "search", "live", Sample.CONCIERGE, ""));

    private final Hands hands;
    private final Releases releases;
    private final Secrets secrets;
    private final Map<String, String> ids = new ConcurrentHashMap<>();

    Fleet(Hands hands, Releases releases, Secrets secrets) {
        this.hands = hands;
        this.releases = releases;
        this.secrets = secrets;
    }

    /** Makes the runtimes and declares the targets. */
    void make() {
        REPOSITORIES.forEach(repository -> releases.push(repository, Build.Kind.GOOD));
        hands.cloud().deploy(Sample.AGENTS);
        hands.cloud().create(hands.cloud().assembly().stack(Sample.TEAM).edited(this::plant));
        MADE.forEach(this::create);
        hands.runtimes()
                .forEach(runtime -> ids.put(
                        runtime.path("agentRuntimeName").asText(),
                        runtime.path("agentRuntimeId").asText()));
        MEMBERS.forEach(this::declare);
    }

    /** The team's agents get variables that nobody may see: one in the template, one by a parameter. */
    private void plant(ObjectNode template) {
        template.withObject("Parameters")
                .putObject("Planted")
                .put("Type", "String")
                .put("NoEcho", true)
                .put("Default", secrets.plant(Secrets.Sort.NO_ECHO));
        template.path("Resources").forEach(resource -> {
            if (resource.path("Type").asText().equals("Custom::AgentRuntime")) {
                ObjectNode variables = (ObjectNode) resource.at("/Properties/Configuration/environmentVariables");
                variables.put("API_KEY", secrets.plant(Secrets.Sort.VARIABLE));
                variables.putObject("PASSWORD").put("Ref", "Planted");
            }
        });
    }

    private void create(String name) {
        String repository = MEMBERS.stream()
                .filter(member -> member.runtime().equals(name))
                .map(Member::repository)
                .findFirst()
                .orElseThrow();
        ObjectNode runtime = Json.object().put("agentRuntimeName", name);
        runtime.putObject("agentRuntimeArtifact")
                .putObject("containerConfiguration")
                .put("containerUri", releases.first(repository));
        runtime.put(
                "roleArn",
                "arn:aws:iam::%s:role/slipway-local-sample-agent"
                        .formatted(hands.place().account()));
        runtime.putObject("networkConfiguration").put("networkMode", "PUBLIC");
        runtime.putObject("metadataConfiguration").put("requireMMDSV2", true);
        runtime.putObject("environmentVariables").put("API_KEY", secrets.plant(Secrets.Sort.VARIABLE));
        // What no SDK knows: it must be there in every version to come.
        runtime.putObject("hooks2031").put("weight", new BigInteger("12345678901234567890"));
        runtime.putObject("tags").put("slipway:control-plane", "slipway/local");
        hands.aws().rest("PUT", "/runtimes/", Optional.of(runtime));
    }

    /** Writes the declaration, as its owner would. */
    void declare(Member member) {
        hands.write("targets/" + member.target(), member.declaration(hands.place()));
    }

    /** The ids of the runtimes by their names. */
    Map<String, String> ids() {
        return Map.copyOf(ids);
    }

    String id(Member member) {
        return id(member.runtime());
    }

    String id(String runtime) {
        String id = ids.get(runtime);
        if (id == null) {
            throw new IllegalStateException("There is no runtime named " + runtime);
        }
        return id;
    }

    /** The name of the runtime with this id. */
    String name(String id) {
        return ids.entrySet().stream()
                .filter(entry -> entry.getValue().equals(id))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(id);
    }

    /** The target whose live endpoint this is; empty for every other endpoint. */
    Optional<Member> live(String runtimeId, String endpoint) {
        return MEMBERS.stream()
                .filter(member -> member.endpoint().equals(endpoint) && runtimeId.equals(ids.get(member.runtime())))
                .findFirst();
    }
}
