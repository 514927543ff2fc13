package slipway.resource;

import dagger.Component;
import dagger.Module;
import dagger.Provides;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import slipway.customresource.GivingUp;
import slipway.customresource.Requests;
import slipway.customresource.ResponseHosts;
import slipway.customresource.Sender;
import slipway.customresource.Waiting;
import slipway.seal.Seal;
import slipway.wiring.Adapters;
import slipway.wiring.Settings;

/** What the handler of last resort is made of. */
@Singleton
@Component(modules = {ResourceFailedComponent.Parts.class, CustomResourceParts.class, Adapters.class})
interface ResourceFailedComponent {

    GivingUp givingUp();

    /** The parts, and the environment that they need. */
    @Module
    final class Parts {
        private Parts() {}

        @Provides
        @Singleton
        static Settings settings() {
            return Settings.read(
                    System.getenv(), "SLIPWAY_REQUESTS", "SLIPWAY_KEY", "SLIPWAY_RESOURCE_MACHINE", "AWS_REGION");
        }

        @Provides
        static GivingUp givingUp(
                ResponseHosts hosts,
                Requests requests,
                Seal seal,
                Sender sender,
                Waiting waiting,
                InstantSource clock) {
            return new GivingUp(hosts, requests, seal, sender, waiting, clock);
        }
    }
}
