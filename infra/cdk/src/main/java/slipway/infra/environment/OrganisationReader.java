package slipway.infra.environment;

import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** Reads what an organisation demands; all of it is optional. */
final class OrganisationReader {
    static final List<String> FIELDS =
            List.of("permissionsBoundary", "rolePath", "qualifier", "registryAccount", "vpc");

    private static final SortedSet<String> NETWORK =
            new TreeSet<>(List.of("id", "subnets", "securityGroups", "availabilityZones"));
    private static final String POLICY_NAME = "[A-Za-z0-9+=,.@_-]{1,128}";
    private static final String PATH = "/([A-Za-z0-9+=,.@_-]+/)*";
    /** Of a path in IAM. */
    private static final int LONGEST_PATH = 512;

    private final Fields fields;
    private final String account;
    private final String region;

    OrganisationReader(Fields fields, String account, String region) {
        this.fields = fields;
        this.account = account;
        this.region = region;
    }

    Organisation read() {
        return new Organisation(
                fields.optionalText(
                        "permissionsBoundary", POLICY_NAME + "|arn:aws:iam::[0-9]{12}:policy" + PATH + POLICY_NAME),
                rolePath(),
                // As long as the CDK's bootstrap template takes it.
                fields.optionalText("qualifier", "[a-z0-9]{1,10}"),
                registryAccount(),
                fields.has("vpc") ? Optional.of(network(fields.object("vpc"))) : Optional.empty());
    }

    private String rolePath() {
        var path = fields.optionalText("rolePath", PATH).orElse("/");
        fields.require(path.length() <= LONGEST_PATH, "rolePath", "write at most " + LONGEST_PATH + " characters");
        return path;
    }

    private Optional<String> registryAccount() {
        var registry = fields.optionalText("registryAccount", "[0-9]{12}");
        fields.require(
                !registry.equals(Optional.of(account)),
                "registryAccount",
                "remove it: the environment's own account needs no forwarding");
        return registry;
    }

    private Network network(Fields vpc) {
        vpc.only(NETWORK);
        var network = new Network(
                vpc.text("id", "vpc-[0-9a-f]{8,17}"),
                vpc.texts("subnets", "subnet-[0-9a-f]{8,17}"),
                vpc.texts("securityGroups", "sg-[0-9a-f]{8,17}"),
                vpc.texts("availabilityZones", "[a-z0-9-]+"));
        vpc.require(
                network.availabilityZones().stream().allMatch(zone -> zone.startsWith(region)),
                "availabilityZones",
                "write zones of " + region);
        vpc.require(
                network.availabilityZones().size() == network.subnets().size(),
                "availabilityZones",
                "write one for each subnet, in the same order");
        return network;
    }
}
