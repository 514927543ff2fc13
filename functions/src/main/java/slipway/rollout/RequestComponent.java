package slipway.rollout;

import dagger.Component;
import dagger.Module;
import dagger.Provides;
import jakarta.inject.Singleton;
import slipway.admission.Admission;
import slipway.admission.AdmissionParts;
import slipway.admission.Requests;
import slipway.ledger.Ledger;
import slipway.parameter.ParameterNames;
import slipway.parameter.Parameters;
import slipway.parameter.Publishers;
import slipway.wiring.Adapters;
import slipway.wiring.Settings;

/** What the handler of desired images is made of. */
@Singleton
@Component(modules = {RequestComponent.Parts.class, AdmissionParts.class, Adapters.class})
interface RequestComponent {

    Requests requests();

    ParameterNames names();

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
                    "SLIPWAY_STATE_MACHINE",
                    "SLIPWAY_PUBLISHER_ROLES");
        }

        @Provides
        static Requests requests(
                Ledger ledger,
                Parameters parameters,
                ParameterNames names,
                Publishers publishers,
                Admission admission) {
            return new Requests(ledger, parameters, names, publishers, admission);
        }
    }
}
