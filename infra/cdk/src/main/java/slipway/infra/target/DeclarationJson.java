package slipway.infra.target;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Writes a declaration that keeps to {@link DeclarationRules} as the JSON that the control plane reads. */
final class DeclarationJson {
    private static final ObjectMapper JSON = new ObjectMapper();

    private DeclarationJson() {}

    static String of(Declaration declaration) {
        var root = JSON.createObjectNode().put("schema", 1);
        var repository = declaration.repository();
        root.putObject("repository")
                .put("account", repository.account())
                .put("region", repository.region())
                .put("name", repository.name());
        root.set("tagPolicy", tagPolicy(declaration.tagPolicy()));
        if (declaration.runtime() != null) {
            root.set("runtime", runtime(declaration.runtime()));
            root.put("endpoint", declaration.endpoint());
            root.set("smokeTest", smokeTest(declaration.smokeTest()));
        }
        if (declaration.approval() != null) {
            root.putObject("approval")
                    .put("expiresHours", declaration.approval().toHours());
        }
        if (declaration.bake() != null) {
            root.set("bake", bake(declaration.bake()));
        }
        if (declaration.aftercare() != null) {
            aftercare(root, declaration.aftercare());
        }
        if (declaration.drift() != null) {
            root.set("drift", drift(declaration.drift()));
        }
        return root.toString();
    }

    static ObjectNode tagPolicy(TagPolicy policy) {
        return switch (policy) {
            case TagPolicy.Semver semver ->
                typed("semver").put("range", semver.range()).put("preReleases", semver.preReleases());
            case TagPolicy.Newest newest -> {
                var node = typed("newest");
                node.set("allow", texts(newest.allow()));
                node.set("ignore", texts(newest.ignore()));
                yield node;
            }
            case TagPolicy.Exact exact -> typed("exact").put("tag", exact.tag());
        };
    }

    private static ObjectNode typed(String type) {
        return JSON.createObjectNode().put("type", type);
    }

    private static JsonNode texts(List<String> texts) {
        var array = JSON.createArrayNode();
        texts.forEach(array::add);
        return array;
    }

    private static ObjectNode runtime(TargetRuntime runtime) {
        var node = JSON.createObjectNode()
                .put("name", runtime.name())
                .put("configurationFrom", runtime.configurationFrom().name().toLowerCase(Locale.ROOT));
        if (runtime.privateEndpoints() != null) {
            node.set("authorizerPrivateEndpoints", parsed(runtime.privateEndpoints()));
        }
        return node;
    }

    private static ObjectNode smokeTest(@Nullable SmokeTest smokeTest) {
        return switch (smokeTest) {
            case null -> throw new IllegalArgumentException("a target with a runtime has a smoke test");
            case SmokeTest.Skipped skipped -> JSON.createObjectNode().put("skip", skipped.reason());
            case SmokeTest.Probe probe -> probe(probe);
        };
    }

    private static ObjectNode probe(SmokeTest.Probe probe) {
        var node = JSON.createObjectNode();
        node.set("payload", parsed(probe.payload()));
        node.set("expect", expectation(probe.expectation()));
        node.put("latencyMillis", probe.latency().toMillis());
        if (probe.latencyRatio() != null) {
            node.put("latencyRatio", probe.latencyRatio());
        }
        return node.put("samples", probe.samples())
                .put("mustPass", probe.mustPass())
                .put("deadlineSeconds", probe.deadline().toSeconds())
                .put("maxBytes", probe.maxBytes());
    }

    private static ObjectNode expectation(Expectation expectation) {
        var node = JSON.createObjectNode().put("status", expectation.status());
        if (expectation.contains() != null) {
            node.put("contains", expectation.contains());
        }
        if (expectation.pointer() != null) {
            node.put("pointer", expectation.pointer());
        }
        if (expectation.equalTo() != null) {
            node.set("equals", parsed(expectation.equalTo()));
        }
        if (expectation.matches() != null) {
            node.put("matches", expectation.matches());
        }
        return node;
    }

    private static ObjectNode bake(Bake bake) {
        var node = JSON.createObjectNode().put("minutes", bake.time().toMinutes());
        node.set("alarms", texts(bake.alarms()));
        var bounds = bake.bounds();
        if (bounds.errorPercent() != null) {
            node.put("errorPercent", bounds.errorPercent());
        }
        if (bounds.throttlePercent() != null) {
            node.put("throttlePercent", bounds.throttlePercent());
        }
        if (bounds.latency() != null) {
            node.put("latencyMillis", bounds.latency().toMillis());
        }
        if (bounds.latencyRatio() != null) {
            node.put("latencyRatio", bounds.latencyRatio());
        }
        if (bake.traffic() != null) {
            traffic(node, bake.traffic());
        }
        return node;
    }

    private static void traffic(ObjectNode bake, Bake.Traffic traffic) {
        bake.put("minInvocations", traffic.minInvocations()).put("minNewSessions", traffic.minNewSessions());
        bake.putObject("tooLittleTraffic")
                .put("waitMinutes", traffic.patience().toMinutes())
                .put(
                        "then",
                        switch (traffic.otherwise()) {
                            case PROMOTE -> "promote";
                            case ROLL_BACK -> "rollBack";
                        });
    }

    private static void aftercare(ObjectNode root, Aftercare aftercare) {
        root.put(
                "afterRejection",
                switch (aftercare.afterRejection()) {
                    case LEAVE -> "leave";
                    case RESTORE_DEFAULT -> "restoreDefault";
                });
        root.put(
                "afterRollback",
                switch (aftercare.afterRollback()) {
                    case VETO -> "veto";
                    case HOLD -> "hold";
                });
        if (aftercare.keepVersions() != null) {
            root.put("keepVersions", aftercare.keepVersions());
        }
    }

    private static ObjectNode drift(Drift drift) {
        return JSON.createObjectNode()
                .put("policy", drift.policy().name().toLowerCase(Locale.ROOT))
                .put("heldTooLongDays", drift.heldTooLong().toDays())
                .put("vetoedTooLongDays", drift.vetoedTooLong().toDays());
    }

    private static JsonNode parsed(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not JSON: " + text, e);
        }
    }
}
