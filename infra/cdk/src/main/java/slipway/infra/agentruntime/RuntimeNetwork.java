package slipway.infra.agentruntime;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.services.ec2.ISecurityGroup;
import software.amazon.awscdk.services.ec2.ISubnet;
import software.amazon.awscdk.services.ec2.IVpc;
import software.amazon.awscdk.services.ec2.SubnetSelection;

/** Where an agent's sessions stand. */
public sealed interface RuntimeNetwork {

    /** With a way to the internet, and none into a VPC. */
    static RuntimeNetwork open() {
        return new Open();
    }

    /** In the VPC's private subnets, in a security group that the runtime's construct makes. */
    static InVpc in(IVpc vpc) {
        return new InVpc(vpc, null, List.of(), null);
    }

    /** With a way to the internet, and none into a VPC. */
    record Open() implements RuntimeNetwork {}

    /**
     * In a VPC.
     *
     * @param subnets the VPC's own choice where it is absent: its private ones
     * @param securityGroups at most 16; the runtime's construct makes one where there are none
     * @param serviceS3Endpoint as the API's {@code requireServiceS3Endpoint}: only runtimes of before May 2026 have it to say
     */
    record InVpc(
            IVpc vpc,
            @Nullable SubnetSelection subnets,
            List<ISecurityGroup> securityGroups,
            @Nullable Boolean serviceS3Endpoint)
            implements RuntimeNetwork {
        public InVpc {
            securityGroups = List.copyOf(securityGroups);
        }

        /** The same, in these subnets. */
        public InVpc subnets(SubnetSelection chosen) {
            return new InVpc(vpc, chosen, securityGroups, serviceS3Endpoint);
        }

        /** The same, in these security groups. */
        public InVpc securityGroups(ISecurityGroup... groups) {
            return new InVpc(vpc, subnets, List.of(groups), serviceS3Endpoint);
        }

        /** The same, with or without the endpoint for S3 that AgentCore gave to runtimes of before May 2026. */
        public InVpc serviceS3Endpoint(boolean required) {
            return new InVpc(vpc, subnets, securityGroups, required);
        }

        List<ISubnet> chosen() {
            var selection = subnets == null ? SubnetSelection.builder().build() : subnets;
            return vpc.selectSubnets(selection).getSubnets();
        }
    }

    /**
     * The API's {@code networkConfiguration}.
     *
     * @param groups those that the runtime is in, the one that was made for it included
     */
    default SortedMap<String, Object> property(List<ISecurityGroup> groups) {
        var property = new TreeMap<String, Object>();
        switch (this) {
            case Open() -> property.put("networkMode", "PUBLIC");
            case InVpc inside -> {
                var config = new TreeMap<String, Object>();
                config.put(
                        "subnets",
                        inside.chosen().stream().map(ISubnet::getSubnetId).toList());
                config.put(
                        "securityGroups",
                        groups.stream().map(ISecurityGroup::getSecurityGroupId).toList());
                if (inside.serviceS3Endpoint() != null) {
                    config.put("requireServiceS3Endpoint", inside.serviceS3Endpoint());
                }
                property.put("networkMode", "VPC");
                property.put("networkModeConfig", config);
            }
        }
        return property;
    }
}
