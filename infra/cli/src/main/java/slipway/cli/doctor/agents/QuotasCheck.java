package slipway.cli.doctor.agents;

import static slipway.cli.doctor.check.Finding.problem;
import static slipway.cli.doctor.check.Finding.warning;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import slipway.agentruntime.Endpoint;
import slipway.cli.doctor.check.Check;
import slipway.cli.doctor.check.Finding;
import slipway.cli.doctor.setup.Runtimes.AgentRuntime;
import slipway.cli.doctor.setup.Setup;
import slipway.cli.plane.Environment;
import software.amazon.awssdk.services.servicequotas.model.ServiceQuota;

/** Whether there is room for the endpoints and the versions that rollouts make. */
public final class QuotasCheck implements Check {
    private static final String SERVICE = "bedrock-agentcore";
    // Endpoints and versions of an agent:
    // docs.aws.amazon.com/bedrock-agentcore/latest/devguide/bedrock-agentcore-limits.html
    private static final String ENDPOINTS = "L-9B442722";
    private static final String VERSIONS = "L-61A3A6D8";
    private static final double NEARLY = 0.9;

    private final Setup setup;

    public QuotasCheck(Setup setup) {
        this.setup = setup;
    }

    @Override
    public String name() {
        return "quotas";
    }

    @Override
    public List<Finding> look() {
        var quotas = quotas();
        var findings = new ArrayList<Finding>();
        for (var runtime : setup.runtimes().all()) {
            var versions = setup.runtimes().versions(runtime).size();
            findings.addAll(judge(runtime.name().value(), endpoints(runtime), versions, quotas, setup.environment()));
        }
        return findings;
    }

    private Map<String, Double> quotas() {
        return setup.clients().quotas().get().listServiceQuotasPaginator(r -> r.serviceCode(SERVICE)).quotas().stream()
                .collect(Collectors.toMap(ServiceQuota::quotaCode, ServiceQuota::value));
    }

    /** Those that are there, and those that rollouts will make. */
    private int endpoints(AgentRuntime runtime) {
        var needed = setup.declarations().live().stream()
                .filter(live -> live.deployment().runtime().equals(runtime.name()))
                .flatMap(RuntimesCheck::names);
        return (int) Stream.concat(runtime.endpoints().stream().map(Endpoint::name), needed)
                .distinct()
                .count();
    }

    /** A quota that Service Quotas does not name is not judged. */
    static List<Finding> judge(
            String runtime, int endpoints, int versions, Map<String, Double> quotas, Environment environment) {
        var findings = new ArrayList<Finding>();
        var mostEndpoints = quotas.getOrDefault(ENDPOINTS, Double.MAX_VALUE);
        if (endpoints > mostEndpoints) {
            findings.add(problem(
                    "The runtime %s needs %d endpoints, and may have %.0f."
                            .formatted(runtime, endpoints, mostEndpoints),
                    "Delete those that nobody calls, or ask for more: " + increase(ENDPOINTS, endpoints, environment)));
        }
        var mostVersions = quotas.getOrDefault(VERSIONS, Double.MAX_VALUE);
        if (versions >= mostVersions * NEARLY) {
            var what = "The runtime %s has %d versions, and may have %.0f.".formatted(runtime, versions, mostVersions);
            var remedy = "Delete old ones that no endpoint serves, or ask for more: "
                    + increase(VERSIONS, 2 * versions, environment);
            findings.add(versions >= mostVersions ? problem(what, remedy) : warning(what, remedy));
        }
        return findings;
    }

    private static String increase(String quota, int wanted, Environment environment) {
        return environment
                .shell()
                .aws(
                        "service-quotas request-service-quota-increase --service-code %s --quota-code %s --desired-value %d"
                                .formatted(SERVICE, quota, wanted));
    }
}
