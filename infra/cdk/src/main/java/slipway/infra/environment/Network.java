package slipway.infra.environment;

import java.util.List;

/**
 * The VPC that functions run in. They reach AWS through its endpoints or its NAT, or not at all.
 *
 * <p>It is described, not looked up: a synthesis calls no account.
 *
 * @param subnets private ones
 * @param availabilityZones one for each subnet, in the same order
 */
public record Network(String vpc, List<String> subnets, List<String> securityGroups, List<String> availabilityZones) {
    public Network {
        subnets = List.copyOf(subnets);
        securityGroups = List.copyOf(securityGroups);
        availabilityZones = List.copyOf(availabilityZones);
    }
}
