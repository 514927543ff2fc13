package slipway.drift;

import dagger.Component;
import dagger.Module;
import dagger.Provides;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import slipway.admission.Admission;
import slipway.admission.AdmissionParts;
import slipway.admission.Executions;
import slipway.admission.Requests;
import slipway.agentruntime.AgentRuntimes;
import slipway.event.Counts;
import slipway.event.DriftMetric;
import slipway.event.Events;
import slipway.image.Images;
import slipway.ledger.Ledger;
import slipway.monitor.Monitor;
import slipway.parameter.Declarations;
import slipway.parameter.ParameterNames;
import slipway.parameter.Parameters;
import slipway.parameter.Projection;
import slipway.parameter.Publishers;
import slipway.time.Pauses;
import slipway.wiring.Adapters;
import slipway.wiring.Settings;

/** What the drift check is made of. */
@Singleton
@Component(modules = {DriftComponent.Parts.class, AdmissionParts.class, Adapters.class})
interface DriftComponent {

    DriftCheck check();

    Rebuilding rebuilding();

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
                    "SLIPWAY_PUBLISHER_ROLES",
                    "AWS_REGION");
        }

        @Provides
        static DriftCheck.World world(
                Ledger ledger,
                Executions executions,
                Images images,
                AgentRuntimes runtimes,
                Monitor monitor,
                Parameters parameters,
                ParameterNames names,
                Events events) {
            return new DriftCheck.World(ledger, executions, images, runtimes, monitor, parameters, names, events);
        }

        @Provides
        static DriftCheck.Doors doors(
                DriftCheck.World world, Publishers publishers, Admission admission, Counts counts) {
            Projection projection =
                    new Projection(world.ledger(), world.parameters(), world.names(), publishers, world.events());
            return new DriftCheck.Doors(
                    admission,
                    new Requests(world.ledger(), world.parameters(), world.names(), publishers, admission),
                    new Declarations(
                            world.ledger(), world.images(), world.parameters(), world.names(), projection, counts),
                    projection);
        }

        @Provides
        @Singleton
        static Pacer pacer(Pauses pauses) {
            return new Pacer(InstantSource.system(), pauses);
        }

        @Provides
        @Singleton
        static DriftCheck check(DriftCheck.World world, DriftCheck.Doors doors, Pacer pacer, Settings settings) {
            DriftMetric metric = new DriftMetric(settings.environment(), InstantSource.system(), System.out::println);
            return DriftCheck.over(world, doors, metric, pacer, DriftComponent.Parts::run);
        }

        @Provides
        static Rebuilding rebuilding(DriftCheck.World world, DriftCheck.Doors doors, Pacer pacer) {
            return Rebuilding.over(world, doors.projection(), pacer);
        }

        /** Most of a check is waiting for answers, so the targets of a page are looked at together. */
        private static void run(List<Runnable> all) {
            try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
                List<Future<?>> under = new ArrayList<>();
                all.forEach(each -> under.add(threads.submit(each)));
                for (Future<?> each : under) {
                    each.get();
                }
            } catch (ExecutionException e) {
                throw new IllegalStateException("a check died", e.getCause());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
