package slipway.infra.target;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import slipway.infra.agentruntime.AgentRuntime;
import slipway.infra.agentruntime.Endpoints;
import slipway.infra.limit.Limits;
import slipway.infra.problem.Problems;

/** What a declaration must keep to, told at synth: the bounds of its schema. The control plane checks it again when it is written. */
final class DeclarationRules {
    private static final int GLOBS = 20;
    private static final int OVERRIDES = 10;
    private static final int LARGEST_ANSWER = 10 << 20;
    private static final ObjectMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final Problems problems;
    private final Checks checks;

    DeclarationRules(Problems problems) {
        this.problems = problems;
        this.checks = new Checks(problems);
    }

    void check(Declaration declaration) {
        Limits.form(problems, "name", declaration.name(), "target.name");
        repository(declaration.repository());
        tagPolicy(declaration.tagPolicy());
        var runtime = declaration.runtime();
        if (runtime != null) {
            runtime(runtime);
            endpoint(declaration.endpoint());
            smokeTest(declaration.smokeTest());
        }
        new CareRules(problems, checks).check(declaration);
        if (runtime != null && runtime.construct() instanceof AgentRuntime own) {
            new WaitRules(problems, own).check(declaration);
        }
    }

    private void repository(FollowedRepository repository) {
        checks.matches("repository.account", repository.account(), "[0-9]{12}");
        checks.matches("repository.region", repository.region(), "[a-z]{2,8}(-[a-z]{2,16}){1,3}-[0-9]{1,2}");
        checks.length("repository.region", repository.region(), 1, 40);
        checks.matches("repository.name", repository.name(), "[a-z0-9]+([._/-][a-z0-9]+)*");
        checks.length("repository.name", repository.name(), 2, 256);
    }

    void tagPolicy(TagPolicy policy) {
        switch (policy) {
            case TagPolicy.Semver semver -> range(semver.range());
            case TagPolicy.Newest newest -> {
                problems.unless(!newest.allow().isEmpty(), "tagPolicy.allow", "[]", "write a glob, * for every tag");
                globs("tagPolicy.allow", newest.allow());
                globs("tagPolicy.ignore", newest.ignore());
            }
            case TagPolicy.Exact exact ->
                checks.matches("tagPolicy.tag", exact.tag(), "[a-zA-Z0-9_][a-zA-Z0-9._-]{0,127}");
        }
    }

    private void range(String range) {
        problems.unless(!range.isBlank(), "tagPolicy.range", "blank", "write a range, 1.x or >=1.0.0");
        checks.length("tagPolicy.range", range, 1, 128);
    }

    private void globs(String field, List<String> globs) {
        problems.unless(globs.size() <= GLOBS, field, globs.size() + " globs", "write at most " + GLOBS);
        globs.forEach(glob -> checks.matches(field, glob, "[a-zA-Z0-9._*?-]{1,128}"));
    }

    private void runtime(TargetRuntime runtime) {
        Limits.form(problems, "runtime.name", runtime.name(), "runtime.name");
        Limits.form(problems, "runtime.executionRoleArn", runtime.executionRoleArn(), "runtime.role");
        if (runtime.privateEndpoints() != null) {
            privateEndpoints(runtime.privateEndpoints());
        }
    }

    private void privateEndpoints(String text) {
        json("runtime.authorizerPrivateEndpoints", text)
                .ifPresent(json -> problems.unless(
                        json.asText().equals("none") || holdsOverrides(json),
                        "runtime.authorizerPrivateEndpoints",
                        text,
                        "write \"none\", or a list of 1 to " + OVERRIDES + " overrides, objects all"));
    }

    private static boolean holdsOverrides(JsonNode list) {
        return list.isArray()
                && !list.isEmpty()
                && list.size() <= OVERRIDES
                && list.valueStream().allMatch(each -> each.isObject() && !each.isEmpty());
    }

    private void endpoint(@Nullable String endpoint) {
        if (endpoint == null) {
            problems.add("endpoint", "missing", "write the live endpoint's name");
        } else {
            Endpoints.check(problems, endpoint);
        }
    }

    private void smokeTest(@Nullable SmokeTest smokeTest) {
        switch (smokeTest) {
            case null -> problems.add("smokeTest", "missing", "write a test, or skip it with a reason");
            case SmokeTest.Skipped skipped -> {
                problems.unless(!skipped.reason().isBlank(), "smokeTest.skip", "blank", "write the reason");
                checks.length("smokeTest.skip", skipped.reason(), 1, 512);
            }
            case SmokeTest.Probe probe -> probe(probe);
        }
    }

    private void probe(SmokeTest.Probe probe) {
        json("smokeTest.payload", probe.payload());
        expectation(probe.expectation());
        checks.between("smokeTest.samples", probe.samples(), 1, 100);
        checks.between("smokeTest.mustPass", probe.mustPass(), 1, Math.min(probe.samples(), 100));
        checks.between("smokeTest.maxBytes", probe.maxBytes(), 1, LARGEST_ANSWER);
        checks.between("smokeTest.deadlineSeconds", probe.deadline().toSeconds(), 1, 840);
        checks.between("smokeTest.latencyMillis", probe.latency().toMillis(), 1, 900_000);
        checks.ratio("smokeTest.latencyRatio", probe.latencyRatio());
    }

    private void expectation(Expectation expectation) {
        checks.between("smokeTest.expect.status", expectation.status(), 100, 599);
        checks.length("smokeTest.expect.contains", expectation.contains(), 1, 1024);
        checks.length("smokeTest.expect.pointer", expectation.pointer(), 0, 256);
        checks.length("smokeTest.expect.matches", expectation.matches(), 1, 1024);
        if (expectation.pointer() != null) {
            checks.matches("smokeTest.expect.pointer", expectation.pointer(), "(?s)(?:/(?:[^~/]|~[01])*)*");
        }
        if (expectation.equalTo() != null) {
            json("smokeTest.expect.equals", expectation.equalTo());
        }
    }

    private Optional<JsonNode> json(String field, String text) {
        try {
            var json = JSON.readTree(text);
            problems.unless(!json.isMissingNode(), field, "empty", "write JSON");
            return json.isMissingNode() ? Optional.empty() : Optional.of(json);
        } catch (JsonProcessingException e) {
            problems.add(field, text, "write JSON, no member twice");
            return Optional.empty();
        }
    }
}
