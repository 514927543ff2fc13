package slipway.rollout;

import dagger.Component;
import dagger.Module;
import dagger.Provides;
import jakarta.inject.Singleton;
import slipway.admission.Admission;
import slipway.admission.AdmissionParts;
import slipway.agentruntime.AgentRuntimes;
import slipway.ledger.Ledger;
import slipway.wiring.Adapters;
import slipway.wiring.Settings;

/** What the handler of stacks is made of. */
@Singleton
@Component(modules = {StackUpdatedComponent.Parts.class, AdmissionParts.class, Adapters.class})
interface StackUpdatedComponent {

    StackUpdates updates();

    /** The parts, and the environment that they need. */
    @Module
    final class Parts {
        private Parts() {}

        @Provides
        @Singleton
        static Settings settings() {
            return Settings.read(
                    System.getenv(), "SLIPWAY_TABLE", "SLIPWAY_BUS", "SLIPWAY_STATE_MACHINE", "AWS_REGION");
        }

        @Provides
        static StackUpdates updates(Ledger ledger, AgentRuntimes runtimes, Admission admission) {
            return new StackUpdates(ledger, runtimes, admission);
        }
    }
}
