package slipway.infra.function;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import slipway.infra.environment.Network;
import slipway.infra.naming.Handler;
import slipway.infra.naming.Names;
import slipway.infra.policy.Acknowledge;
import slipway.infra.policy.Allow;
import slipway.infra.policy.Deny;
import software.amazon.awscdk.Annotations;
import software.amazon.awscdk.services.ec2.ISecurityGroup;
import software.amazon.awscdk.services.ec2.IVpc;
import software.amazon.awscdk.services.ec2.SecurityGroup;
import software.amazon.awscdk.services.ec2.SecurityGroupImportOptions;
import software.amazon.awscdk.services.ec2.Vpc;
import software.amazon.awscdk.services.ec2.VpcAttributes;
import software.amazon.awscdk.services.iam.ManagedPolicy;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.lambda.Function;
import software.constructs.Construct;

/**
 * Puts a function into a VPC.
 *
 * <p>Lambda makes network interfaces with the function's role, on resources that cannot be named before; its code needs none of it
 * and is denied it (docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html).
 */
final class VpcAccess {
    private static final String[] INTERFACES = {
        "ec2:AssignPrivateIpAddresses",
        "ec2:CreateNetworkInterface",
        "ec2:DeleteNetworkInterface",
        "ec2:DescribeNetworkInterfaces",
        "ec2:DescribeSubnets",
        "ec2:UnassignPrivateIpAddresses"
    };

    private final Construct scope;
    private final Network network;

    VpcAccess(Construct scope, Network network) {
        this.scope = scope;
        this.network = network;
    }

    /** A policy of its own, because those in line are the targets' to fill. */
    ManagedPolicy policy(Handler handler, Names names) {
        var everywhere = List.of("*");
        var policy = ManagedPolicy.Builder.create(scope, "Network")
                .managedPolicyName(names.of(handler.suffix() + "-network"))
                .description("Lets Lambda put the function into the environment's VPC.")
                .statements(List.of(Allow.on(everywhere, INTERFACES), denyCode(names.of(handler.suffix()), names)))
                .build();
        Acknowledge.wildcards(policy, "Lambda makes interfaces whose ids EC2 gives.", everywhere);
        return policy;
    }

    private static PolicyStatement denyCode(String function, Names names) {
        var code = new TreeMap<String, Object>();
        code.put("lambda:SourceFunctionArn", names.arn("lambda", "function:" + function));
        var deny = Deny.on(List.of("*"), INTERFACES);
        deny.addCondition("ArnEquals", code);
        return deny;
    }

    void apply(Function.Builder function) {
        function.vpc(vpc()).securityGroups(securityGroups());
    }

    private IVpc vpc() {
        var vpc = Vpc.fromVpcAttributes(
                scope,
                "Vpc",
                VpcAttributes.builder()
                        .vpcId(network.vpc())
                        .availabilityZones(network.availabilityZones())
                        .privateSubnetIds(network.subnets())
                        .build());
        // The warning says that nobody knows the subnets' routes: nobody asks.
        Annotations.of(vpc).acknowledgeWarning("@aws-cdk/aws-ec2:noSubnetRouteTableId");
        return vpc;
    }

    /** They are somebody else's: none of their rules is changed from here. */
    private List<ISecurityGroup> securityGroups() {
        var groups = new ArrayList<ISecurityGroup>();
        for (var id : network.securityGroups()) {
            groups.add(SecurityGroup.fromSecurityGroupId(
                    scope,
                    id,
                    id,
                    SecurityGroupImportOptions.builder().mutable(false).build()));
        }
        return groups;
    }
}
