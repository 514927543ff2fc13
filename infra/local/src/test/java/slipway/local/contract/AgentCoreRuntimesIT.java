package slipway.local.contract;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import slipway.agentruntime.AgentCoreLifecycle;
import slipway.agentruntime.AgentCoreRuntimes;
import slipway.agentruntime.AgentCoreWire;
import slipway.agentruntime.AgentRuntimes;
import slipway.agentruntime.AgentRuntimesContract;
import slipway.agentruntime.Endpoint;
import slipway.agentruntime.EndpointName;
import slipway.agentruntime.RuntimeId;
import slipway.agentruntime.RuntimeLifecycle;
import slipway.agentruntime.RuntimeName;
import slipway.agentruntime.RuntimeStatus;
import slipway.local.agentcore.AgentCore;
import slipway.local.agentcore.AgentCoreBehaviour;
import slipway.local.agentcore.AgentCoreDouble;
import slipway.local.agentcore.Images;
import slipway.local.edge.Faults;
import slipway.local.edge.Identities;
import slipway.local.story.Aws;

class AgentCoreRuntimesIT extends AgentRuntimesContract {
    private static final Images.Image ARM64 =
            new Images.Image("sha256:" + "a".repeat(64), 1000, Set.of("arm64"), Map.of());

    private final Edged cloud = new Edged();
    private final AgentCoreBehaviour behaviour = new AgentCoreBehaviour()
            .ready(Duration.ZERO)
            .endpointReady(Duration.ZERO)
            .deletion(Duration.ZERO)
            .rates(false);
    private final AgentCore core = new AgentCore(
            Edged.PLACE,
            cloud.clock,
            (repository, tag, digest) -> Optional.of(ARM64),
            (metric, value, unit, dimensions) -> {},
            (group, line) -> {},
            cloud.sessions(),
            behaviour,
            new Faults(new Identities(Edged.PLACE), cloud.clock));
    private final Aws aws;
    private final AgentRuntimes runtimes;
    private final RuntimeLifecycle lifecycle;

    AgentCoreRuntimesIT() {
        cloud.with(new AgentCoreDouble(core));
        aws = new Aws(cloud.uri(), Edged.PLACE.region());
        AgentCoreWire wire = AgentCoreWire.control(Edged.PLACE.region(), Optional.of(cloud.uri()), Edged.ADMINISTRATOR);
        runtimes = new AgentCoreRuntimes(wire, Edged.HTTP);
        lifecycle = new AgentCoreLifecycle(wire, Edged.HTTP);
    }

    @AfterEach
    void stop() {
        core.close();
        cloud.close();
    }

    @Override
    protected AgentRuntimes runtimes() {
        return runtimes;
    }

    @Override
    protected RuntimeLifecycle lifecycle() {
        return lifecycle;
    }

    @Override
    protected RuntimeId given(RuntimeName name, ObjectNode configuration, Map<String, String> tags) {
        ObjectNode body = configuration.deepCopy().put("agentRuntimeName", name.value());
        tags.forEach(body.withObject("/tags")::put);
        return new RuntimeId(aws.rest("PUT", "/runtimes/", Optional.of(body))
                .path("agentRuntimeId")
                .asText());
    }

    @Override
    protected void settle(RuntimeId runtime) {
        Instant deadline = cloud.clock.instant().plus(Duration.ofMinutes(20));
        while (underWay(runtime)) {
            if (cloud.clock.instant().isAfter(deadline)) {
                throw new AssertionError("still under way: " + runtimes.latest(runtime));
            }
        }
    }

    private boolean underWay(RuntimeId runtime) {
        boolean endpoints = Set.of("DEFAULT", "live").stream()
                .map(EndpointName::new)
                .flatMap(name -> runtimes.endpoint(runtime, name).stream())
                .anyMatch(endpoint -> !serves(endpoint));
        return endpoints || runtimes.latest(runtime).status() != RuntimeStatus.READY;
    }

    private static boolean serves(Endpoint endpoint) {
        return endpoint.targetVersion().filter(endpoint::serves).isPresent();
    }

    /** A second of the wall's time: longer than the next call takes. */
    @Override
    protected void takeTime() {
        behaviour.ready(Duration.ofSeconds(100)).endpointReady(Duration.ofSeconds(100));
    }
}
