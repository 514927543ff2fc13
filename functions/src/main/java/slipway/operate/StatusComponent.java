package slipway.operate;

import dagger.Component;
import dagger.Module;
import dagger.Provides;
import jakarta.inject.Singleton;
import slipway.agentruntime.AgentRuntimes;
import slipway.image.Images;
import slipway.ledger.Ledger;
import slipway.wiring.Adapters;
import slipway.wiring.Settings;

/** What the status handler is made of. */
@Singleton
@Component(modules = {StatusComponent.Parts.class, Adapters.class})
interface StatusComponent {

    Status status();

    /** The parts, and the environment that they need. */
    @Module
    final class Parts {
        private Parts() {}

        @Provides
        @Singleton
        static Settings settings() {
            return Settings.read(System.getenv(), "SLIPWAY_TABLE", "AWS_REGION");
        }

        @Provides
        static Status status(Ledger ledger, AgentRuntimes runtimes, Images images) {
            return new Status(ledger, runtimes, images);
        }
    }
}
