package slipway.infra.target;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import slipway.infra.problem.Problems;
import software.amazon.awscdk.Token;

/** What a declaration must keep to, told at synth; the control plane checks it again when it is written. */
final class DeclarationRules {
    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private final Problems problems;

    DeclarationRules(Problems problems) {
        this.problems = problems;
    }

    void check(Declaration declaration) {
        matches("name", declaration.name(), "[a-z][a-z0-9-]{0,39}");
        repository(declaration.repository());
        tagPolicy(declaration.tagPolicy());
        var runtime = declaration.runtime();
        if (runtime != null) {
            runtime(runtime);
            endpoint(declaration.endpoint());
            smokeTest(declaration.smokeTest());
        }
    }

    private void repository(FollowedRepository repository) {
        matches("repository.account", repository.account(), "[0-9]{12}");
        matches("repository.region", repository.region(), "[a-z]{2}(-[a-z]+)+-[0-9]");
        matches("repository.name", repository.name(), "[a-z0-9]+([._/-][a-z0-9]+)*");
        problems.unless(
                repository.name().length() <= 256, "repository.name", repository.name(), "ECR takes 256 characters");
    }

    private void tagPolicy(TagPolicy policy) {
        switch (policy) {
            case TagPolicy.Semver semver ->
                problems.unless(!semver.range().isBlank(), "tagPolicy.range", "blank", "write a range, 1.x or >=1.0.0");
            case TagPolicy.Newest newest -> {
                problems.unless(!newest.allow().isEmpty(), "tagPolicy.allow", "[]", "write a glob, * for every tag");
                newest.allow().forEach(glob -> glob("tagPolicy.allow", glob));
                newest.ignore().forEach(glob -> glob("tagPolicy.ignore", glob));
            }
            case TagPolicy.Exact exact -> matches("tagPolicy.tag", exact.tag(), "[a-zA-Z0-9_][a-zA-Z0-9._-]{0,127}");
        }
    }

    private void glob(String field, String glob) {
        matches(field, glob, "[a-zA-Z0-9._*?-]{1,128}");
    }

    private void runtime(TargetRuntime runtime) {
        if (!Token.isUnresolved(runtime.name())) {
            matches("runtime.name", runtime.name(), "[a-zA-Z][a-zA-Z0-9_]{0,47}");
        }
        if (!Token.isUnresolved(runtime.executionRoleArn())) {
            matches(
                    "runtime.executionRoleArn",
                    runtime.executionRoleArn(),
                    "arn:aws:iam::[0-9]{12}:role/[\\w+=,.@/-]+");
        }
        if (runtime.privateEndpoints() != null) {
            json("runtime.authorizerPrivateEndpoints", runtime.privateEndpoints());
        }
    }

    /** The candidate's endpoint is called after the live one, and AgentCore takes 48 characters for a name. */
    private void endpoint(@Nullable String endpoint) {
        matches("endpoint", endpoint, "[a-zA-Z][a-zA-Z0-9_]{0,37}");
        problems.unless(
                !"DEFAULT".equals(endpoint),
                "endpoint",
                endpoint,
                "write another: every update moves DEFAULT, proven or not");
        problems.unless(
                endpoint == null || !endpoint.matches("candidate|previous|.+_(candidate|previous)"),
                "endpoint",
                endpoint,
                "write another: this name is for a version under test");
    }

    private void smokeTest(@Nullable SmokeTest smokeTest) {
        switch (smokeTest) {
            case null -> problems.add("smokeTest", "missing", "write a test, or skip it with a reason");
            case SmokeTest.Skipped skipped ->
                problems.unless(!skipped.reason().isBlank(), "smokeTest.skip", "blank", "write the reason");
            case SmokeTest.Probe probe -> probe(probe);
        }
    }

    private void probe(SmokeTest.Probe probe) {
        json("smokeTest.payload", probe.payload());
        var expectation = probe.expectation();
        between("smokeTest.expect.status", expectation.status(), 100, 599);
        if (expectation.pointer() != null) {
            matches("smokeTest.expect.pointer", expectation.pointer(), "(/.*)?");
        }
        if (expectation.equalTo() != null) {
            json("smokeTest.expect.equals", expectation.equalTo());
        }
        between("smokeTest.samples", probe.samples(), 1, 20);
        between("smokeTest.mustPass", probe.mustPass(), 1, probe.samples());
        between("smokeTest.maxBytes", probe.maxBytes(), 1, 16 << 20);
        between(
                "smokeTest.deadlineSeconds",
                probe.deadline().toSeconds(),
                1,
                Duration.ofMinutes(14).toSeconds());
        between(
                "smokeTest.latencyMillis",
                probe.latency().toMillis(),
                1,
                probe.deadline().toMillis());
    }

    private void matches(String field, @Nullable String value, String pattern) {
        problems.unless(value != null && value.matches(pattern), field, value, "write a text that matches " + pattern);
    }

    private void between(String field, long value, long least, long most) {
        problems.unless(value >= least && value <= most, field, value, "write " + least + " to " + most);
    }

    private void json(String field, String text) {
        try {
            problems.unless(!JSON.readTree(text).isMissingNode(), field, "empty", "write JSON");
        } catch (JsonProcessingException e) {
            problems.add(field, text, "write JSON");
        }
    }
}
