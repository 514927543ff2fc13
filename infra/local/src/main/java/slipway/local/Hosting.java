package slipway.local;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import slipway.local.agentcore.AgentCore;
import slipway.local.agentcore.AgentCoreBehaviour;
import slipway.local.agentcore.AgentCoreDouble;
import slipway.local.agentcore.AgentCoreQuotas;
import slipway.local.agentcore.AgentSessions;
import slipway.local.agentcore.RuntimeEndpointProvider;
import slipway.local.agentcore.RuntimeProvider;
import slipway.local.agentcore.models.ExchangeRecorder;
import slipway.local.assembly.ResourceProvider;
import slipway.local.cloudwatch.Series;
import slipway.local.ecr.Ecr;
import slipway.local.ecr.EcrImages;
import slipway.local.ecr.KeptImages;
import slipway.local.ecr.RepositoryProvider;
import slipway.local.edge.ServiceDouble;
import slipway.local.servicequotas.ServiceQuotasService;
import slipway.local.state.Kept;

/** What runs agents: AgentCore, and the registry from which it takes their images. */
final class Hosting implements AutoCloseable {
    final AgentCore agentCore;
    final Optional<ExchangeRecorder> exchanges = ExchangeRecorder.from(System.getenv());
    final Ecr ecr;
    private final Ground ground;

    Hosting(Ground ground, Watching watching) {
        this.ground = ground;
        ecr = new Ecr(
                ground.place,
                ground.clock,
                ground.iam,
                ground.edge::uri,
                ground::publish,
                ground.policies::putResourcePolicy);
        agentCore = new AgentCore(
                ground.place,
                ground.clock,
                new EcrImages(ecr.repositories()),
                (metric, value, unit, dimensions) ->
                        watching.metrics.put(new Series("AWS/Bedrock-AgentCore", metric, dimensions), value),
                (group, line) -> watching.logs.append(group, "agent", line),
                new AgentSessions(ground.identities, ground.iam::assume, ground.edge::uri),
                new AgentCoreBehaviour(),
                ground.faults);
        ground.edge.mount("/v2/", ecr.registry());
    }

    List<ServiceDouble> services() {
        ServiceDouble agents = new AgentCoreDouble(agentCore);
        return List.of(
                ecr.api(),
                new ServiceQuotasService(ground.place, AgentCoreQuotas.of(agentCore.behaviour())),
                exchanges.map(recorder -> recorder.around(agents)).orElse(agents));
    }

    List<ResourceProvider> providers() {
        return List.of(
                new RepositoryProvider(ecr.repositories()),
                new RuntimeProvider(agentCore),
                new RuntimeEndpointProvider(agentCore));
    }

    /** @param blobs the folder for the blobs of images */
    List<Kept> kept(Path blobs) {
        return List.of(agentCore.kept(), new KeptImages(ecr.repositories(), blobs));
    }

    @Override
    public void close() {
        agentCore.close();
    }
}
