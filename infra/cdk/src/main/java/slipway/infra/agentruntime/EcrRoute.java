package slipway.infra.agentruntime;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awscdk.Annotations;
import software.amazon.awscdk.IAspect;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.ec2.CfnVPCEndpoint;
import software.amazon.awscdk.services.ec2.Vpc;
import software.constructs.IConstruct;

/**
 * Warns of a runtime that could not pull its image: in subnets without a way out, of a VPC without the endpoints that a pull goes through.
 *
 * <p>A warning, because a transit gateway or another app's endpoint may be the way; and at the end of the synthesis, because endpoints may be added after the runtime.
 */
final class EcrRoute implements IAspect {
    private static final List<String> SERVICES = List.of(".ecr.api", ".ecr.dkr", ".s3");

    private final AgentRuntime runtime;
    private final RuntimeNetwork.InVpc network;

    EcrRoute(AgentRuntime runtime, RuntimeNetwork.InVpc network) {
        this.runtime = runtime;
        this.network = network;
    }

    @Override
    public void visit(IConstruct construct) {
        if (construct == runtime && isIsolated()) {
            var missing = missing();
            if (!missing.isEmpty()) {
                Annotations.of(runtime)
                        .addWarningV2(
                                "slipway:noRouteToEcr",
                                "The runtime's subnets have no way to the internet, and their VPC has no endpoint for "
                                        + String.join(", ", missing)
                                        + ": add what is missing, or AgentCore cannot pull the image");
            }
        }
    }

    /** Of a VPC that this app makes; what another app made nobody can see from here. */
    private boolean isIsolated() {
        if (!(network.vpc() instanceof Vpc)) {
            return false;
        }
        var isolated = network.vpc().getIsolatedSubnets().stream()
                .map(subnet -> subnet.getNode().getPath())
                .collect(Collectors.toSet());
        return network.chosen().stream()
                .anyMatch(subnet -> isolated.contains(subnet.getNode().getPath()));
    }

    private List<String> missing() {
        var services = services();
        return SERVICES.stream()
                .filter(service -> services.stream().noneMatch(name -> name.contains(service)))
                .map(service -> "com.amazonaws." + Stack.of(runtime).getRegion() + service)
                .toList();
    }

    /** The names of the services that the VPC has an endpoint for, wherever in the app it is made. */
    private Set<String> services() {
        var vpc = network.vpc().getVpcId();
        return runtime.getNode().getRoot().getNode().findAll().stream()
                .filter(CfnVPCEndpoint.class::isInstance)
                .map(CfnVPCEndpoint.class::cast)
                .filter(endpoint -> endpoint.getVpcId().equals(vpc))
                .flatMap(endpoint -> Stream.ofNullable(endpoint.getServiceName())
                        .map(name -> String.valueOf(Stack.of(endpoint).resolve(name))))
                .collect(Collectors.toSet());
    }
}
