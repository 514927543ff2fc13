package slipway.local;

import java.util.List;
import slipway.local.assembly.ResourceProvider;
import slipway.local.dynamodb.DynamoDbService;
import slipway.local.dynamodb.Engine;
import slipway.local.dynamodb.TableKeys;
import slipway.local.dynamodb.TableProvider;
import slipway.local.edge.Fault;
import slipway.local.edge.ServiceDouble;
import slipway.local.ssm.ParameterProvider;
import slipway.local.ssm.ParameterStore;
import slipway.local.ssm.Secrets;
import slipway.local.ssm.SsmDouble;
import slipway.local.state.Kept;

/** What keeps things: tables and parameters. */
final class Storage implements AutoCloseable {
    final Engine tables;
    private final TableProvider tableProvider;
    private final TableKeys tableKeys;
    final ParameterStore parameters;
    private final Ground ground;

    Storage(Ground ground) {
        this.ground = ground;
        tables = new Engine(ground.place);
        tableKeys = new TableKeys(ground.place, ground.iam);
        tableProvider = new TableProvider(ground.place, tables, tableKeys);
        parameters = new ParameterStore(ground.place, ground.clock, ground::publish);
    }

    List<ServiceDouble> services() {
        return List.of(
                new DynamoDbService(ground.place, tables, tableKeys),
                new SsmDouble(parameters, new Secrets(ground.keys, ground.place))
                        .stale(reading ->
                                ground.faults.meet(Fault.Stale.class, reading).isPresent()));
    }

    List<ResourceProvider> providers() {
        return List.of(tableProvider, new ParameterProvider(parameters, ground.place));
    }

    List<Kept> kept() {
        return List.of(parameters, tableProvider.kept());
    }

    @Override
    public void close() {
        tables.close();
    }
}
