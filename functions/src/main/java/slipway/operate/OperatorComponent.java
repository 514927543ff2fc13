package slipway.operate;

import dagger.Component;
import dagger.Module;
import dagger.Provides;
import jakarta.inject.Singleton;
import slipway.admission.Admission;
import slipway.admission.AdmissionParts;
import slipway.agentruntime.AgentRuntimes;
import slipway.event.Events;
import slipway.image.Images;
import slipway.ledger.Ledger;
import slipway.parameter.ParameterNames;
import slipway.parameter.Parameters;
import slipway.parameter.Projection;
import slipway.parameter.Publishers;
import slipway.wiring.Adapters;
import slipway.wiring.Settings;
import software.amazon.awssdk.services.lambda.LambdaClient;

/** What the operator's handler is made of. */
@Singleton
@Component(modules = {OperatorComponent.Parts.class, AdmissionParts.class, Adapters.class})
interface OperatorComponent {

    Operator operator();

    Looking looking();

    /** The parts, and the environment that they need. */
    @Module
    final class Parts {
        private Parts() {}

        @Provides
        @Singleton
        static Settings settings() {
            return Settings.read(
                    System.getenv(),
                    "SLIPWAY_TABLE",
                    "SLIPWAY_BUS",
                    "SLIPWAY_DRIFT_CHECK",
                    "SLIPWAY_STATE_MACHINE",
                    "SLIPWAY_PUBLISHER_ROLES",
                    "AWS_REGION");
        }

        @Provides
        static Projection projection(
                Ledger ledger, Parameters parameters, ParameterNames names, Publishers publishers, Events events) {
            return new Projection(ledger, parameters, names, publishers, events);
        }

        @Provides
        static Looking looking(Ledger ledger, LambdaClient lambda, Settings settings) {
            return new Looking(ledger, new LambdaDriftChecks(lambda, settings.driftCheck()));
        }

        @Provides
        static Operator operator(
                Ledger ledger, Images images, AgentRuntimes runtimes, Admission admission, Projection projection) {
            return new Operator(ledger, images, runtimes, admission, projection);
        }
    }
}
