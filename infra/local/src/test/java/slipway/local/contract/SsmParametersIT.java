package slipway.local.contract;

import org.junit.jupiter.api.AfterEach;
import slipway.local.ssm.ParameterStore;
import slipway.local.ssm.SsmDouble;
import slipway.parameter.Parameters;
import slipway.parameter.ParametersContract;
import slipway.parameter.SsmParameters;
import software.amazon.awssdk.services.ssm.SsmClient;

class SsmParametersIT extends ParametersContract {
    private final Edged cloud = new Edged();

    SsmParametersIT() {
        cloud.with(new SsmDouble(new ParameterStore(Edged.PLACE, cloud.clock, event -> {})));
    }

    @AfterEach
    void stop() {
        cloud.close();
    }

    @Override
    protected Parameters as(String role) {
        return new SsmParameters(cloud.client(SsmClient.builder(), cloud.as(role)));
    }
}
