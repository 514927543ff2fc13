package slipway.publish;

import dagger.Component;
import dagger.Module;
import dagger.Provides;
import jakarta.inject.Singleton;
import slipway.event.Counts;
import slipway.event.Events;
import slipway.image.Images;
import slipway.ledger.Ledger;
import slipway.parameter.Declarations;
import slipway.parameter.ParameterNames;
import slipway.parameter.Parameters;
import slipway.parameter.Projection;
import slipway.parameter.Publishers;
import slipway.time.Pauses;
import slipway.wiring.Adapters;
import slipway.wiring.Settings;

/** What the publishing handlers are made of. */
@Singleton
@Component(modules = {PublishComponent.Parts.class, Adapters.class})
interface PublishComponent {

    Publisher publisher();

    Declarations declarations();

    ParameterNames names();

    Pauses pauses();

    /** The parts, and the environment that they need. */
    @Module
    final class Parts {
        private Parts() {}

        @Provides
        @Singleton
        static Settings settings() {
            return Settings.read(System.getenv(), "SLIPWAY_TABLE", "SLIPWAY_BUS", "SLIPWAY_PUBLISHER_ROLES");
        }

        @Provides
        static Projection projection(
                Ledger ledger, Parameters parameters, ParameterNames names, Publishers publishers, Events events) {
            return new Projection(ledger, parameters, names, publishers, events);
        }

        @Provides
        static Publisher publisher(Ledger ledger, Images images, Projection projection, Counts counts) {
            return new Publisher(ledger, images, projection, counts);
        }

        @Provides
        static Declarations declarations(
                Ledger ledger,
                Images images,
                Parameters parameters,
                ParameterNames names,
                Projection projection,
                Counts counts) {
            return new Declarations(ledger, images, parameters, names, projection, counts);
        }
    }
}
