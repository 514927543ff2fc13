package slipway.local;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import slipway.local.assembly.ResourceProvider;
import slipway.local.edge.Authorizer;
import slipway.local.edge.CallLog;
import slipway.local.edge.Edge;
import slipway.local.edge.Faults;
import slipway.local.edge.Identities;
import slipway.local.edge.Place;
import slipway.local.edge.Receiver;
import slipway.local.edge.ServiceDouble;
import slipway.local.faults.FaultsService;
import slipway.local.grants.GrantRecords;
import slipway.local.iam.Decider;
import slipway.local.iam.IamService;
import slipway.local.iam.Policies;
import slipway.local.iam.PolicyProvider;
import slipway.local.iam.RoleProvider;
import slipway.local.kms.Keys;
import slipway.local.sts.StsService;
import slipway.local.time.ScaledClock;

/** What every double stands on: the place, time, callers and their permissions, the port, and who receives events. */
final class Ground implements AutoCloseable {
    private static final int CALLS_KEPT = 50_000;

    final Place place;
    final ScaledClock clock;
    final Identities identities;
    final Policies policies;
    final Decider iam;
    final Faults faults;
    /** What services ask of themselves and for each other. */
    final Authorizer gate;

    final CallLog calls = new CallLog(CALLS_KEPT);
    final Edge edge;
    final Keys keys;
    private final List<Receiver> receivers = new CopyOnWriteArrayList<>();
    private final List<Consumer<ObjectNode>> listeners = new CopyOnWriteArrayList<>();

    Ground(Place place, int port, ScaledClock clock) throws IOException {
        this.place = place;
        this.clock = clock;
        keys = new Keys(clock);
        identities = new Identities(place);
        policies = new Policies(place, clock);
        iam = new Decider(policies, place, new GrantRecords());
        faults = new Faults(identities, clock);
        gate = faults.around(iam);
        edge = new Edge(port, identities, iam, faults, calls, clock);
        edge.register(new IamService(policies, iam));
        FaultsService switches = new FaultsService(faults);
        edge.register(switches);
        edge.mount(FaultsService.PATH, switches);
    }

    /** Doubles know each other by ARN alone, so that they can be made in any order. */
    Optional<Receiver> receiver(String arn) {
        return receivers.stream().filter(receiver -> receiver.receives(arn)).findFirst();
    }

    void receive(Receiver receiver) {
        receivers.add(receiver);
    }

    /** An event of AWS's own, for the default bus. */
    void publish(ObjectNode event) {
        listeners.forEach(listener -> listener.accept(event));
    }

    void onEvent(Consumer<ObjectNode> listener) {
        listeners.add(listener);
    }

    List<ServiceDouble> services() {
        return List.of(new StsService(place, identities, policies::sessionPolicies));
    }

    List<ResourceProvider> providers() {
        return List.of(new RoleProvider(policies), new PolicyProvider(policies));
    }

    @Override
    public void close() {
        edge.close();
        clock.close();
    }
}
