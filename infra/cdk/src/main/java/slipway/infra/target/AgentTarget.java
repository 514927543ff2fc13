package slipway.infra.target;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import slipway.infra.agentruntime.AgentRuntime;
import slipway.infra.naming.Names;
import slipway.infra.problem.Problems;
import software.amazon.awscdk.Tags;
import software.amazon.awscdk.services.ssm.ParameterTier;
import software.amazon.awscdk.services.ssm.StringParameter;
import software.constructs.Construct;
import software.constructs.IConstruct;

/**
 * Declares a target, and lets one control plane act on it and on nothing else.
 *
 * <p>Who may deploy this construct may deploy the agent. It needs the control plane's names only, so an agent's own app can hold it.
 *
 * <p>One control plane holds 28 targets that roll out where the names of execution role and repository have 33 characters together, 22 where they have 135: each adds 327 characters and the two names to the rollout role's policies in line, of which IAM takes 10,240, and no quota raises that. A target too many fails to deploy before its declaration is written. Then let a second control plane, of another prefix or environment, have some of them.
 */
public final class AgentTarget extends Construct {
    private static final int STANDARD_BYTES = 4096;
    private static final int ADVANCED_BYTES = 8192;
    /** As deep as the control plane reads. */
    private static final int DEPTH = 50;

    private static final JsonFactory BOUNDED = JsonFactory.builder()
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(DEPTH).build())
            .build();

    /**
     * @throws IllegalArgumentException naming every problem of the declaration
     */
    public AgentTarget(Construct scope, String id, Names controlPlane, Declaration declaration) {
        super(scope, id);
        var json = checked(declaration);
        var parameter = StringParameter.Builder.create(this, "Declaration")
                .parameterName(controlPlane.parameter("targets/" + declaration.name()))
                .description("Target of Slipway: " + declaration.name())
                .stringValue(json)
                .tier(bytes(json) > STANDARD_BYTES ? ParameterTier.ADVANCED : ParameterTier.STANDARD)
                .build();
        // The declaration is acted on as soon as it is written: what it needs has to be there.
        var grants = new TargetGrants(this, controlPlane, declaration);
        grants.all().forEach(parameter.getNode()::addDependency);
        var runtime = declaration.runtime();
        if (runtime != null && runtime.construct() != null) {
            bind(runtime.construct(), declaration.endpoint(), controlPlane);
            parameter.getNode().addDependency(runtime.construct());
        }
    }

    /** The construct of Slipway's own opts in by itself, and knows who shares its endpoints. */
    private static void bind(IConstruct runtime, @Nullable String endpoint, Names controlPlane) {
        if (runtime instanceof AgentRuntime own) {
            own.servedBehind(Objects.requireNonNull(endpoint));
        } else {
            Tags.of(runtime).add(Names.OPT_IN_TAG, controlPlane.optIn());
        }
    }

    private static String checked(Declaration declaration) {
        var problems = new Problems();
        new DeclarationRules(problems).check(declaration);
        problems.report("target " + declaration.name());
        var json = DeclarationJson.of(declaration);
        problems.unless(
                bytes(json) <= ADVANCED_BYTES,
                "the declaration",
                bytes(json) + " bytes",
                "Parameter Store holds " + ADVANCED_BYTES + ": shorten smokeTest.payload");
        problems.unless(
                !isTooDeep(json),
                "the declaration",
                "deeper than " + DEPTH + " levels",
                "flatten smokeTest.payload, smokeTest.expect.equals or runtime.authorizerPrivateEndpoints");
        problems.report("target " + declaration.name());
        return json;
    }

    private static boolean isTooDeep(String json) {
        try (var parser = BOUNDED.createParser(json)) {
            while (parser.nextToken() != null) {
                // The parser itself counts how deep it is.
            }
            return false;
        } catch (StreamConstraintsException e) {
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int bytes(String json) {
        return json.getBytes(StandardCharsets.UTF_8).length;
    }
}
