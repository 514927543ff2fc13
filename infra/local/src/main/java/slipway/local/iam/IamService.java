package slipway.local.iam;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import slipway.local.edge.QueryService;

/** IAM's API, as far as looking at roles and policies goes. */
public final class IamService extends QueryService {
    private final RoleReads roles;
    private final PolicyReads policies;
    private final Simulator simulator;

    public IamService(Policies policies, Decider decider) {
        this.roles = new RoleReads(policies);
        this.policies = new PolicyReads(policies);
        this.simulator = new Simulator(policies, decider);
    }

    @Override
    public Set<String> signingNames() {
        return Set.of("iam");
    }

    @Override
    protected String namespace() {
        return "https://iam.amazonaws.com/doc/2010-05-08/";
    }

    @Override
    protected Map<String, Operation> operations() {
        Map<String, Operation> operations = new TreeMap<>(roles.operations());
        operations.putAll(policies.operations());
        operations.put("SimulatePrincipalPolicy", simulator::simulate);
        return operations;
    }
}
