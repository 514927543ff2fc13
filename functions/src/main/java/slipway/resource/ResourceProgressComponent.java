package slipway.resource;

import dagger.Component;
import dagger.Module;
import dagger.Provides;
import jakarta.inject.Singleton;
import java.util.List;
import slipway.admission.AdmissionParts;
import slipway.customresource.CustomResource;
import slipway.customresource.Looking;
import slipway.customresource.Requests;
import slipway.customresource.ResponseHosts;
import slipway.customresource.Sender;
import slipway.seal.Seal;
import slipway.wiring.Adapters;
import slipway.wiring.Settings;

/** What the handler of looks is made of. */
@Singleton
@Component(
        modules = {
            ResourceProgressComponent.Parts.class,
            CustomResourceParts.class,
            ResourceParts.class,
            AdmissionParts.class,
            Adapters.class
        })
interface ResourceProgressComponent {

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
                    "SLIPWAY_STATE_MACHINE",
                    "SLIPWAY_REQUESTS",
                    "SLIPWAY_KEY",
                    "AWS_REGION");
        }

        @Provides
        static Looking looking(
                ResponseHosts hosts, Requests requests, Seal seal, Sender sender, List<CustomResource<?>> resources) {
            return new Looking(hosts, requests, seal, sender, resources);
        }
    }
}
