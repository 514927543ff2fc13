package slipway.smoke;

import dagger.Component;
import dagger.Module;
import dagger.Provides;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import slipway.agentruntime.AgentCoreWire;
import slipway.agentruntime.AgentRuntimes;
import slipway.event.SmokeSeconds;
import slipway.ledger.Ledger;
import slipway.wiring.Adapters;
import slipway.wiring.Settings;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;

/** What the smoke test's handler is made of. */
@Singleton
@Component(modules = {SmokeComponent.Parts.class, Adapters.class})
interface SmokeComponent {

    RolloutTest test();

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
        static RolloutTest test(
                Ledger ledger, AgentRuntimes runtimes, AwsCredentialsProvider credentials, Settings settings) {
            AgentCoreWire data = AgentCoreWire.data(settings.region(), settings.endpoint(), credentials);
            SmokeTest test = new SmokeTest(
                    new AgentCoreAgents(data, InstantSource.system()),
                    () -> "slipway-smoke-" + UUID.randomUUID(),
                    InstantSource.system(),
                    pause -> LockSupport.parkNanos(pause.toNanos()));
            SmokeSeconds seconds = new SmokeSeconds(settings.environment(), System.out::println);
            return new RolloutTest(ledger, runtimes, test, seconds, InstantSource.system());
        }
    }
}
