package slipway.drift;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import slipway.event.About;
import slipway.failure.AwsFailure;
import slipway.ledger.DriftReason;
import slipway.ledger.DriftRecord;
import slipway.ledger.DriftRecord.Attempt;
import slipway.ledger.DriftRecord.Standing;
import slipway.ledger.Finding;
import slipway.ledger.Ledger;
import slipway.ledger.RolloutRecord;
import slipway.ledger.TargetState;
import slipway.parameter.ParameterNames;
import slipway.parameter.Parameters.Last;
import slipway.target.Declaration;
import slipway.target.DeclarationReader;
import slipway.target.DriftSpec;
import slipway.target.TargetName;

/** Checks one target: looks, tells what is new and what is gone, heals what may be healed, and writes down what stands. */
final class TargetCheck {
    private static final Logger LOG = LoggerFactory.getLogger(TargetCheck.class);

    private final Ledger ledger;
    private final ParameterNames names;
    private final Tidings tidings;
    private final DriftRecords records;
    private final Looks looks;
    private final Healing healing;

    TargetCheck(DriftCheck.World world, Looks looks, Healing healing) {
        this.ledger = world.ledger();
        this.names = world.names();
        this.tidings = new Tidings(world.events());
        this.records = new DriftRecords(world.ledger());
        this.looks = looks;
        this.healing = healing;
    }

    /**
     * One check.
     *
     * @param published what Parameter Store said of this target and others
     * @return what stands now
     */
    List<DriftReason> check(TargetName target, Supplier<Map<String, Last>> published, CheckRequest request) {
        try (About _ = About.target(target)) {
            TargetState state = ledger.target(target);
            DriftRecord record = ledger.drift(target);
            Optional<Declaration> declaration = DeclarationReader.accepted(state.declaration());
            boolean off = declaration
                    .filter(d -> d.drift().policy() == DriftSpec.Policy.OFF)
                    .isPresent();
            List<Looked> looked = off
                    ? List.of(new Looked(EnumSet.allOf(DriftReason.class), List.of()))
                    : look(state, declaration, published, request.now());
            Standings standings = Standings.of(record, looked, request.now());
            List<DriftReason> standing = settle(state, record, standings, request);
            if (standing.isEmpty() && !request.onDemand() && isOver(state, published, request.now())) {
                healing.leave(target);
            }
            return standing;
        }
    }

    /** Where the check itself failed: that is told, and whatever else stood goes on standing. */
    List<DriftReason> failed(TargetName target, RuntimeException failure, CheckRequest request) {
        String what = "The check ended with %s; its log says more."
                .formatted(failure.getClass().getSimpleName());
        Looked looked = new Looked(
                EnumSet.of(DriftReason.UNREADABLE), List.of(new Finding(DriftReason.UNREADABLE, "check", what)));
        DriftRecord record = ledger.drift(target);
        Standings standings = Standings.of(record, List.of(looked), request.now());
        return settle(TargetState.blank(target), record, standings, request);
    }

    private List<Looked> look(
            TargetState state, Optional<Declaration> declaration, Supplier<Map<String, Last>> published, Instant now) {
        List<Looked> looked = new ArrayList<>();
        List<Finding> unreadable = new ArrayList<>();
        for (Supplier<Looked> look : due(state, declaration, published, now)) {
            try {
                looked.add(look.get());
            } catch (AwsFailure failure) {
                LOG.warn("target {}: {} {}", state.name(), failure.action(), failure.getMessage());
                unreadable.add(new Finding(DriftReason.UNREADABLE, failure.action(), failure.sentence()));
            }
        }
        looked.add(new Looked(EnumSet.of(DriftReason.UNREADABLE), unreadable));
        if (declaration.isEmpty()) {
            // Whatever else stood has gone with the declaration.
            looked.add(new Looked(EnumSet.allOf(DriftReason.class), List.of()));
        }
        return looked;
    }

    /**
     * The cheap looks first, and ECR last: its rate is the tightest, so that whoever waits there keeps nobody from
     * AgentCore. Drift under a rollout is none, but for the rollout's own.
     */
    private List<Supplier<Looked>> due(
            TargetState state, Optional<Declaration> declaration, Supplier<Map<String, Last>> published, Instant now) {
        Optional<RolloutRecord> active = state.claim().active().flatMap(ledger::rollout);
        Supplier<Looked> progress = () -> active.map(rollout -> ProgressLook.of(rollout, looks.runs(rollout), now))
                .orElseGet(ProgressLook::idle);
        Supplier<Looked> publication =
                () -> PublicationLook.of(state, Published.of(published.get(), names, state.name()), now);
        Stream<Supplier<Looked>> registry =
                declaration.stream().map(d -> () -> RegistryLook.of(state, d, looks.registry(state, d), now));
        if (active.isPresent() && active.get().isStuck()) {
            // It waits for a person, while newer images go on coming.
            return Stream.concat(Stream.of(progress, publication), registry).toList();
        }
        if (active.isPresent()) {
            return List.of(progress);
        }
        Stream<Supplier<Looked>> desire = declaration.stream().map(d -> () -> DesireLook.of(state, d, now));
        Stream<Supplier<Looked>> runtime = declaration.flatMap(Declaration::deployment).stream()
                .map(d -> () -> RuntimeLook.of(state, d, looks.runtime(state, d, now), looks.controlPlane()));
        return Stream.of(Stream.of(progress, publication), desire, runtime, registry)
                .flatMap(each -> each)
                .toList();
    }

    private List<DriftReason> settle(TargetState state, DriftRecord record, Standings standings, CheckRequest request) {
        List<DriftReason> healed = standings.seen().stream()
                .filter(standing -> mayHeal(state, standing, request))
                .map(Standing::reason)
                .toList();
        tidings.tell(state.name(), standings, healed, request.now());
        List<Standing> all = new ArrayList<>(standings.kept());
        boolean rollingOut = false;
        for (Standing standing : standings.seen()) {
            DriftReason reason = standing.reason();
            // A target has one rollout at a time; what that leaves is found again after it.
            boolean waits = rollingOut && reason.healedBy() == DriftReason.Remedy.ROLLOUT;
            boolean tried = healed.contains(reason)
                    && !waits
                    && healing.tried(state.name(), reason, request.by(), request.now());
            rollingOut |= tried && reason.healedBy() == DriftReason.Remedy.ROLLOUT;
            all.add(
                    tried
                            ? standing.healed(new Attempt(request.now(), Evidence.of(standing.finding(), state)))
                            : standing);
        }
        if (rested(state)) {
            all.forEach(standing -> tidings.gone(state.name(), standing, request.now()));
            all.clear();
        }
        records.save(record, all, request.now());
        return all.stream().map(Standing::reason).toList();
    }

    /** Whether its declaration was removed just now: nobody looks at it any more. */
    private boolean rested(TargetState before) {
        return before.declaration().isPresent()
                && ledger.target(before.name()).declaration().isEmpty();
    }

    /** Whether nobody declares it, nothing of it is under way, and whoever published it then is done or dead. */
    private boolean isOver(TargetState state, Supplier<Map<String, Last>> published, Instant now) {
        boolean quiet = state.decisions().stream()
                .findFirst()
                .filter(last -> !Settling.isOver(last.at(), now))
                .isEmpty();
        return state.declaration().isEmpty()
                && state.claim().active().isEmpty()
                && quiet
                && Published.of(published.get(), names, state.name())
                        .declaration()
                        .isEmpty();
    }

    private boolean mayHeal(TargetState state, Standing standing, CheckRequest request) {
        boolean healable = standing.reason().healedBy() != DriftReason.Remedy.NOTHING;
        boolean declared = DeclarationReader.accepted(state.declaration())
                        .map(Declaration::drift)
                        .orElse(DriftSpec.standard())
                        .policy()
                == DriftSpec.Policy.HEAL;
        boolean tried = standing.isTried(Evidence.of(standing.finding(), state));
        return healable && request.heal().orElse(declared && !tried);
    }
}
