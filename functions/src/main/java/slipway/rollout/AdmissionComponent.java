package slipway.rollout;

import dagger.Component;
import dagger.Module;
import dagger.Provides;
import jakarta.inject.Singleton;
import slipway.admission.Admission;
import slipway.admission.AdmissionParts;
import slipway.ledger.Ledger;
import slipway.wiring.Adapters;
import slipway.wiring.Settings;

/** What the handlers are made of that wake a rollout, or let it go on. */
@Singleton
@Component(modules = {AdmissionComponent.Environment.class, AdmissionParts.class, Adapters.class})
interface AdmissionComponent {

    Ledger ledger();

    Admission admission();

    /** The environment that they need. */
    @Module
    final class Environment {
        private Environment() {}

        @Provides
        @Singleton
        static Settings settings() {
            return Settings.read(System.getenv(), "SLIPWAY_TABLE", "SLIPWAY_BUS", "SLIPWAY_STATE_MACHINE");
        }
    }
}
