package slipway.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import slipway.image.Image;
import slipway.port.Ports;
import slipway.target.TargetName;

/** What a target leaves behind that is declared no more, and how long sweeps look at it. */
class UndeclaredTest {
    private final World world = new World();
    private final Sweeps sweeps = new Sweeps(world);
    private TargetName target = new TargetName("support");

    @BeforeEach
    void serveAnImage() {
        target = world.live("1.0.0");
    }

    @Test
    void whatAPublisherWroteThatDiedAsTheDeclarationWentIsTakenBack() {
        Image image = World.image("1.0.0");
        remove();
        world.parameters.put(world.names.desiredImage(target), image.uri());
        world.parameters.put(world.names.imageTag(target), image.tag().value());
        assertThat(world.ledger.targets()).contains(target);
        sweeps.sweep();
        assertThat(world.parameters.get(world.names.desiredImage(target))).isEmpty();
        assertThat(world.parameters.get(world.names.imageTag(target))).isEmpty();
        assertThat(world.ledger.targets()).doesNotContain(target);
    }

    @Test
    void whoeverWasPublishingAsItWentIsGivenTimeToEnd() {
        remove();
        sweeps.sweep(sweeps.over(world.ledger), () -> false);
        assertThat(world.ledger.targets()).contains(target);
    }

    @Test
    void aRolloutWhoseExecutionDiedUntoldComesToItsEnd() {
        world.push("1.1.0");
        String execution = world.executions.running().getFirst();
        world.turn(execution);
        world.executions.end(execution);
        remove();
        sweeps.sweep();
        world.run();
        assertThat(world.outcomes()).endsWith("support-2 Superseded DECLARATION_REMOVED");
        sweeps.sweep();
        assertThat(world.ledger.targets()).doesNotContain(target);
        assertThat(sweeps.standing(target)).isEmpty();
    }

    @Test
    void whatStoodWhileItWasDeclaredIsGone() {
        world.edit();
        sweeps.sweep();
        remove();
        sweeps.sweep();
        assertThat(sweeps.told()).containsExactly("found ForeignVersion", "gone ForeignVersion");
        assertThat(world.ledger.targets()).doesNotContain(target);
    }

    @Test
    void whatWasNeverTakenInAndIsGoneIsLookedAtNoMore() {
        TargetName lost = new TargetName("lost");
        world.ledger.declared(lost);
        sweeps.ask(Optional.empty(), lost);
        assertThat(world.ledger.targets()).contains(lost);
        sweeps.sweep();
        assertThat(world.ledger.targets()).doesNotContain(lost);
    }

    @Test
    void declaredAgainAtTheSameMomentItIsStillLookedAt() {
        remove();
        Ports declaredAgain = new Ports() {
            @Override
            protected Object call(String name, Effect effect) throws Throwable {
                if (name.equals("Ledger.undeclared")) {
                    world.declare("support", "live", "live");
                }
                return effect.happen();
            }
        };
        world.now = world.now.plus(Duration.ofMinutes(15));
        sweeps.sweep(sweeps.through(declaredAgain), () -> false);
        assertThat(world.state(target).declaration()).isPresent();
        assertThat(world.ledger.targets()).contains(target);
    }

    private void remove() {
        world.parameters.remove(world.names.declaration(target));
        world.declarations.changed(target, world.now);
    }
}
