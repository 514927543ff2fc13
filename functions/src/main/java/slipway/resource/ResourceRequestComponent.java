package slipway.resource;

import dagger.Component;
import dagger.Module;
import dagger.Provides;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import slipway.customresource.Requests;
import slipway.customresource.ResponseHosts;
import slipway.customresource.Taking;
import slipway.customresource.Waiting;
import slipway.seal.Seal;
import slipway.wiring.Adapters;
import slipway.wiring.Settings;

/** What the handler of CloudFormation's requests is made of. */
@Singleton
@Component(modules = {ResourceRequestComponent.Parts.class, CustomResourceParts.class, Adapters.class})
interface ResourceRequestComponent {

    Taking taking();

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
        static Taking taking(ResponseHosts hosts, Requests requests, Seal seal, Waiting waiting, InstantSource clock) {
            return new Taking(hosts, requests, seal, waiting, clock);
        }
    }
}
