package slipway.cli.doctor.agents;

import static slipway.cli.doctor.check.Finding.problem;
import static slipway.cli.doctor.check.Finding.warning;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import slipway.agentruntime.Endpoint;
import slipway.agentruntime.EndpointName;
import slipway.cli.doctor.check.Check;
import slipway.cli.doctor.check.Finding;
import slipway.cli.doctor.setup.Declarations.Live;
import slipway.cli.doctor.setup.Runtimes.AgentRuntime;
import slipway.cli.doctor.setup.Setup;
import slipway.rollout.Place;

/** Whether the runtimes that targets name are there, and they and their endpoints let this control plane act on them. */
public final class RuntimesCheck implements Check {
    private final Setup setup;

    public RuntimesCheck(Setup setup) {
        this.setup = setup;
    }

    @Override
    public String name() {
        return "runtimes and endpoints";
    }

    @Override
    public List<Finding> look() {
        var findings = new ArrayList<Finding>();
        // Targets may share a runtime: what belongs to it is told once.
        Map<String, String> tagged = new LinkedHashMap<>();
        for (var live : setup.declarations().live()) {
            var runtime = setup.runtimes().of(live.deployment());
            if (runtime.isEmpty()) {
                findings.add(problem(
                        "%s names the runtime %s, and there is none of that name."
                                .formatted(live.target(), live.deployment().runtime()),
                        "Create it, or correct the declaration."));
            }
            runtime.ifPresent(there -> {
                tagged.put(there.latest().arn(), "The runtime " + there.name());
                endpoints(live, there).forEach(endpoint -> {
                    tagged.put(endpoint.arn(), "The endpoint %s of %s".formatted(endpoint.name(), there.name()));
                    failed(endpoint, there).ifPresent(findings::add);
                });
            });
        }
        tagged.forEach((arn, what) -> judge(what, arn).ifPresent(findings::add));
        return findings;
    }

    /** Those of the three that a rollout has made so far. */
    static List<Endpoint> endpoints(Live live, AgentRuntime runtime) {
        return names(live).flatMap(name -> runtime.endpoint(name).stream()).toList();
    }

    /** Those that a rollout needs. */
    static Stream<EndpointName> names(Live live) {
        var endpoint = live.deployment().endpoint();
        return Stream.of(endpoint, endpoint.candidate(), endpoint.previous());
    }

    private Optional<Finding> failed(Endpoint endpoint, AgentRuntime runtime) {
        return endpoint.status().hasFailed()
                ? Optional.of(warning(
                        "The endpoint %s of %s is %s: %s"
                                .formatted(
                                        endpoint.name(),
                                        runtime.name(),
                                        endpoint.status(),
                                        setup.runtimes()
                                                .failureReason(runtime, endpoint.name())
                                                .orElse("AgentCore does not say why.")),
                        "Put right what AgentCore says; the next rollout moves the endpoint again."))
                : Optional.empty();
    }

    private Optional<Finding> judge(String what, String arn) {
        var environment = setup.environment();
        var own = new Place(environment.region(), environment.prefix(), environment.name()).controlPlane();
        var owner = setup.runtimes().tags(arn).get(Place.TAG);
        if (own.equals(owner)) {
            return Optional.empty();
        }
        var tag = environment
                .shell()
                .aws("bedrock-agentcore-control tag-resource --resource-arn %s --tags %s=%s"
                        .formatted(arn, Place.TAG, own));
        return Optional.of(
                owner == null
                        ? problem("%s has not opted in: it lacks the tag %s.".formatted(what, Place.TAG), tag)
                        : problem(
                                "%s belongs to another control plane, %s.".formatted(what, owner),
                                "Take the target back there, then: " + tag));
    }
}
