package slipway.rollout;

import java.util.Optional;
import java.util.Set;
import slipway.drift.DriftCheck;
import slipway.drift.Pacer;
import slipway.drift.RebuildRequest;
import slipway.drift.Rebuilding;
import slipway.ledger.Caller;
import slipway.ledger.Gap;
import slipway.ledger.Ledger;
import slipway.ledger.Rebuilt;
import slipway.parameter.Projection;
import slipway.parameter.Publishers;
import slipway.port.Ports;
import slipway.target.TargetName;

/** Tables that are lost and put together again, in a world's time. */
final class Rebuilds {
    private final World world;
    private final Rebuilding rebuilding;

    Rebuilds(World world) {
        this.world = world;
        this.rebuilding = over(world.ledger);
    }

    private Rebuilding over(Ledger ledger) {
        Projection projection = new Projection(
                ledger,
                world.parameters,
                world.names,
                new Publishers(Set.of("slipway-local-image-pushed")),
                world.told::add);
        return Rebuilding.over(
                new DriftCheck.World(
                        ledger,
                        world.executions,
                        world.images,
                        world.runtimes,
                        world.monitor,
                        world.parameters,
                        world.names,
                        world.told::add),
                projection,
                new Pacer(() -> world.now, _ -> {}));
    }

    /** The table is lost, and somebody has it rebuilt. */
    void loseAndRebuild() {
        world.ledger.lose();
        rebuild(false);
    }

    void rebuild(boolean dry) {
        world.now = world.now.plusSeconds(60);
        rebuild(rebuilding, dry);
    }

    /** As Lambda tries it again: at the same time. */
    void rebuildThrough(Ports ports) {
        rebuild(over(ports.inFrontOf(Ledger.class, world.ledger)), false);
    }

    private void rebuild(Rebuilding by, boolean dry) {
        by.rebuild(new RebuildRequest(world.now, dry, new Caller(World.PERSON)), () -> false);
    }

    Rebuilt of(TargetName target) {
        return world.ledger.rebuilt().stream()
                .filter(rebuilt -> rebuilt.target().equals(target))
                .findFirst()
                .orElseThrow();
    }

    /** What could not be found out about the target, in a text. */
    String gaps(TargetName target) {
        return String.join("\n", of(target).gaps().stream().map(Gap::toString).toList());
    }

    Optional<String> held(TargetName target) {
        return world.state(target).restraint().hold().map(hold -> hold.kind().name());
    }
}
