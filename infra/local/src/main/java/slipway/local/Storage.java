package slipway.local;

import java.util.List;
import java.util.Optional;
import slipway.local.agentcore.AgentCore;
import slipway.local.agentcore.AgentCoreBehaviour;
import slipway.local.agentcore.AgentCoreDouble;
import slipway.local.agentcore.AgentCoreQuotas;
import slipway.local.agentcore.RuntimeEndpointProvider;
import slipway.local.agentcore.RuntimeProvider;
import slipway.local.agentcore.models.ExchangeRecorder;
import slipway.local.assembly.ResourceProvider;
import slipway.local.cloudwatch.Series;
import slipway.local.dynamodb.DynamoDbService;
import slipway.local.dynamodb.Engine;
import slipway.local.dynamodb.TableProvider;
import slipway.local.ecr.Ecr;
import slipway.local.ecr.EcrImages;
import slipway.local.ecr.RepositoryProvider;
import slipway.local.edge.ServiceDouble;
import slipway.local.servicequotas.ServiceQuotasService;
import slipway.local.ssm.ParameterProvider;
import slipway.local.ssm.ParameterStore;
import slipway.local.ssm.SsmDouble;

/** What keeps things: tables, parameters, images, and the runtimes that run them. */
final class Storage implements AutoCloseable {
    final AgentCore agentCore;
    final Optional<ExchangeRecorder> exchanges = ExchangeRecorder.from(System.getenv());
    final Engine tables;
    final Ecr ecr;
    final ParameterStore parameters;
    private final Ground ground;

    Storage(Ground ground, Watching watching) {
        this.ground = ground;
        tables = new Engine(ground.place);
        parameters = new ParameterStore(ground.place, ground.clock, ground::publish);
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
                new AgentCoreBehaviour());
        ground.edge.mount("/v2/", ecr.registry());
    }

    List<ServiceDouble> services() {
        ServiceDouble agents = new AgentCoreDouble(agentCore);
        return List.of(
                new DynamoDbService(ground.place, tables),
                new SsmDouble(parameters),
                ecr.api(),
                new ServiceQuotasService(ground.place, AgentCoreQuotas.of(agentCore.behaviour())),
                exchanges.map(recorder -> recorder.around(agents)).orElse(agents));
    }

    List<ResourceProvider> providers() {
        return List.of(
                new TableProvider(ground.place, tables),
                new ParameterProvider(parameters, ground.place),
                new RepositoryProvider(ecr.repositories()),
                new RuntimeProvider(agentCore),
                new RuntimeEndpointProvider(agentCore));
    }

    @Override
    public void close() {
        agentCore.close();
        tables.close();
    }
}
