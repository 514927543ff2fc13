package slipway.rollout;

import dagger.Component;
import dagger.Lazy;
import dagger.Module;
import dagger.Provides;
import jakarta.inject.Singleton;
import slipway.admission.Admission;
import slipway.admission.AdmissionParts;
import slipway.admission.Executions;
import slipway.agentruntime.AgentRuntimes;
import slipway.event.Events;
import slipway.image.Images;
import slipway.ledger.Ledger;
import slipway.monitor.Monitor;
import slipway.parameter.ParameterNames;
import slipway.parameter.Parameters;
import slipway.seal.Seal;
import slipway.wiring.Adapters;
import slipway.wiring.Settings;

/** What the rollout's handler is made of. */
@Singleton
@Component(modules = {RolloutComponent.Parts.class, AdmissionParts.class, Adapters.class})
interface RolloutComponent {

    Advance advance();

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
                    "SLIPWAY_KEY",
                    "AWS_REGION");
        }

        @Provides
        static Advance advance(
                Ledger ledger,
                Executions executions,
                Images images,
                AgentRuntimes runtimes,
                Monitor monitor,
                Parameters parameters,
                ParameterNames names,
                Events events,
                Admission admission,
                Lazy<Seal> seal,
                Settings settings) {
            Place place = new Place(settings.region(), settings.prefix(), settings.environment());
            return Advance.over(
                    new Advance.World(
                            ledger,
                            executions,
                            images,
                            runtimes,
                            monitor,
                            parameters,
                            names,
                            events,
                            admission,
                            seal::get),
                    place);
        }
    }
}
