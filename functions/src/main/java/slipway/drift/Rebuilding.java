package slipway.drift;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import slipway.admission.Executions;
import slipway.failure.AwsFailure;
import slipway.ledger.Gap;
import slipway.ledger.Ledger;
import slipway.ledger.Rebuild;
import slipway.ledger.Rebuilt;
import slipway.ledger.Rebuilt.Result;
import slipway.parameter.ParameterNames;
import slipway.parameter.Parameters;
import slipway.parameter.Projection;
import slipway.target.TargetName;

/**
 * Puts the ledger together again after its table was lost: every target that Parameter Store declares, one after the
 * other, each written down as soon as it is done. One bad target stops nobody, and whoever asks once more goes on.
 */
public final class Rebuilding {
    private static final Logger LOG = LoggerFactory.getLogger(Rebuilding.class);

    private final Ledger ledger;
    private final Executions executions;
    private final Parameters parameters;
    private final ParameterNames names;
    private final Recovery recovery;

    private Rebuilding(DriftCheck.World world, Recovery recovery) {
        this.ledger = world.ledger();
        this.executions = world.executions();
        this.parameters = world.parameters();
        this.names = world.names();
        this.recovery = recovery;
    }

    public static Rebuilding over(DriftCheck.World world, Projection projection, Pacer pacer) {
        return new Rebuilding(world, new Recovery(world, projection, new Looks(world, pacer)));
    }

    /** @param timeIsUp whether to stop here; what is left is told as not finished */
    public void rebuild(RebuildRequest request, BooleanSupplier timeIsUp) {
        Set<TargetName> declared = declared();
        Rebuild rebuild = new Rebuild(request.now(), request.by(), request.dry(), declared.size(), Optional.empty());
        ledger.keep(rebuild);
        // A rollout that is gone left its execution's name behind, which is refused to others.
        Past past = Past.of(executions);
        // Lambda tries an invocation that died once more, with the same time.
        Set<TargetName> done = ledger.rebuilt().stream()
                .filter(rebuilt -> rebuilt.startedAt().equals(request.now()))
                .map(Rebuilt::target)
                .collect(Collectors.toSet());
        List<TargetName> left = new ArrayList<>(declared);
        left.removeAll(done);
        for (TargetName target : left) {
            if (timeIsUp.getAsBoolean()) {
                LOG.warn("rebuild of {}: no time left at target {}; whoever asks again goes on", request.now(), target);
                return;
            }
            ledger.keep(recovered(target, past, request));
        }
        ledger.keep(rebuild.finished(request.now()));
    }

    private Set<TargetName> declared() {
        Set<TargetName> declared = new TreeSet<>(Comparator.comparing(TargetName::value));
        parameters.names(names.declarations(), name -> {
            try {
                names.declared(name).ifPresent(declared::add);
            } catch (IllegalArgumentException e) {
                LOG.error("{}: no target's name", name);
            }
        });
        return declared;
    }

    private Rebuilt recovered(TargetName target, Past past, RebuildRequest request) {
        try {
            return recovery.recover(target, past, request);
        } catch (AwsFailure failure) {
            LOG.error("target {} could not be rebuilt: {} {}", target, failure.action(), failure.getMessage());
            return failed(target, request, failure.sentence());
        } catch (RuntimeException e) {
            LOG.error("target {} could not be rebuilt", target, e);
            return failed(
                    target,
                    request,
                    "It ended with %s; the log of drift-check says more."
                            .formatted(e.getClass().getSimpleName()));
        }
    }

    private static Rebuilt failed(TargetName target, RebuildRequest request, String why) {
        return Rebuilt.unchanged(
                target, request.now(), Result.FAILED, List.of(new Gap(why, "Put it right, then: slipway rebuild.")));
    }
}
