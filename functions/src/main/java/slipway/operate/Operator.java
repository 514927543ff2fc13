package slipway.operate;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import slipway.admission.Admission;
import slipway.agentruntime.AgentRuntimes;
import slipway.image.Images;
import slipway.ledger.Attempts;
import slipway.ledger.Ledger;
import slipway.ledger.TargetState;
import slipway.parameter.Projection;
import slipway.target.DeclarationReader;

/**
 * Carries a person's order out: the target's state is read, the order is judged by it, and one conditional write
 * says what is wanted. Only the rollout acts on AgentCore.
 */
final class Operator {
    private static final Logger LOG = LoggerFactory.getLogger(Operator.class);

    private final Ledger ledger;
    private final Admission admission;
    private final Projection projection;
    private final Targets targets;
    private final Pinning pinning;
    private final Approving approving;
    private final RollingBack rollingBack;
    private final Adopting adopting;
    private final Attempts attempts = new Attempts();

    Operator(Ledger ledger, Images images, AgentRuntimes runtimes, Admission admission, Projection projection) {
        this.ledger = ledger;
        this.admission = admission;
        this.projection = projection;
        this.targets = new Targets(ledger);
        this.pinning = new Pinning(images);
        this.approving = new Approving(ledger);
        this.rollingBack = new RollingBack(runtimes);
        this.adopting = new Adopting(ledger, runtimes);
    }

    /** @throws Refused where the order cannot be carried out as things stand */
    ObjectNode act(Order order) {
        List<Done> tried = new ArrayList<>();
        Done done = attempts.get(() -> act(order, tried));
        switch (order.intent()) {
            // Also where nothing changed: whoever changed it may have died before Parameter Store knew.
            case Intent.Pin _, Intent.Unpin _ ->
                projection.project(order.target(), order.now(), Projection.Write.IF_DIFFERENT);
            case Intent.Answer _,
                    Intent.Abort _,
                    Intent.Retry _,
                    Intent.Rollback _,
                    Intent.Hold _,
                    Intent.Release _,
                    Intent.VetoLift _,
                    Intent.Adopt _ -> {}
        }
        return told(order, done, ledger.target(order.target()));
    }

    /** A change, and the state that it was decided on. */
    private record Done(Change change, TargetState before) {}

    /** @param tried what earlier attempts were about to write, and may have written before somebody got in between */
    private Done act(Order order, List<Done> tried) {
        TargetState state = targets.living(order.target());
        Optional<Done> written = tried.stream()
                .filter(done -> done.change() instanceof Change.Made made
                        && state.decisions().contains(made.decision()))
                .findFirst();
        if (written.isPresent()) {
            admission.nudge(state);
            return written.get();
        }
        Done done = new Done(decide(situation(order, state)), state);
        tried.add(done);
        switch (done.change()) {
            // Whoever wrote it may have died before the rollout heard of it.
            case Change.None _ -> admission.nudge(state);
            case Change.Ordered ordered -> admission.order(ordered.state());
            case Change.Admitted admitted -> admission.admit(admitted.state(), admitted.wish(), order.now());
        }
        return done;
    }

    private Situation situation(Order order, TargetState state) {
        return new Situation(order, state, DeclarationReader.accepted(state.declaration()), targets.active(state));
    }

    private Change decide(Situation now) {
        return switch (now.order().intent()) {
            case Intent.Pin pin -> pinning.pin(now, pin.image());
            case Intent.Unpin _ -> pinning.unpin(now);
            case Intent.Answer answer -> approving.answer(now, answer.rollout(), answer.approved());
            case Intent.Abort _ -> Aborting.abort(now);
            case Intent.Retry _ -> Retrying.retry(now);
            case Intent.Rollback rollback -> rollingBack.rollback(now, rollback.to());
            case Intent.Hold _ -> Restraining.hold(now);
            case Intent.Release _ -> Restraining.release(now);
            case Intent.VetoLift lift -> Lifting.liftVeto(now, lift.digest());
            case Intent.Adopt _ -> adopting.adopt(now);
        };
    }

    private static ObjectNode told(Order order, Done done, TargetState after) {
        String did = done.change() instanceof Change.Admitted admitted
                ? admitted.did() + " " + Sequel.sentence(done.before(), after)
                : done.change().did();
        boolean changed = done.change() instanceof Change.Made;
        LOG.info(
                "target {}: {} by {}, changed: {}", order.target(), order.verb().word(), order.by(), changed);
        ObjectNode answer = UrlAnswer.body()
                .put("verb", order.verb().word())
                .put("target", order.target().value())
                .put("changed", changed)
                .put("did", did);
        after.claim().active().ifPresent(id -> answer.put("rollout", id.value()));
        answer.set("by", Json.caller(order.by()));
        return answer;
    }
}
