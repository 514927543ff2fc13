package slipway.operate;

import java.util.List;
import java.util.stream.Stream;
import slipway.ledger.Cause;
import slipway.ledger.RolloutId;
import slipway.ledger.TargetState.ConfigurationVeto;
import slipway.ledger.TargetState.Restraint;
import slipway.ledger.TargetState.Veto;

/** Lets a digest or a configuration be tried again. */
final class Lifting {
    private Lifting() {}

    /** @param without what is left when it is lifted */
    private record Standing(String subject, String shown, RolloutId rollout, String reason, Restraint without) {

        static Standing of(Veto veto, Restraint all) {
            return new Standing(
                    veto.digest().value(),
                    veto.digest().shortForm(),
                    veto.rollout(),
                    veto.reason(),
                    all.lifted(veto.digest()));
        }

        static Standing of(ConfigurationVeto veto, Restraint all) {
            return new Standing(
                    veto.configuration().value(),
                    "configuration " + veto.configuration().shortForm(),
                    veto.rollout(),
                    veto.reason(),
                    all.lifted(veto.configuration()));
        }
    }

    static Change liftVeto(Situation now, DigestStart start) {
        Restraint restraint = now.state().restraint();
        List<Standing> meant = Stream.concat(
                        restraint.vetoes().stream()
                                .filter(veto -> start.begins(veto.digest()))
                                .map(veto -> Standing.of(veto, restraint)),
                        restraint.configurations().stream()
                                .filter(veto -> start.begins(veto.configuration()))
                                .map(veto -> Standing.of(veto, restraint)))
                .toList();
        if (meant.size() != 1) {
            throw notOne(restraint, start, meant);
        }
        Standing veto = meant.getFirst();
        return now.admitted(
                now.state().withRestraint(veto.without()),
                Cause.RELEASE,
                "VetoLifted",
                veto.subject(),
                "The veto of %s is lifted; %s had set it: %s.".formatted(veto.shown(), veto.rollout(), veto.reason()));
    }

    private static Refused notOne(Restraint restraint, DigestStart start, List<Standing> meant) {
        Stream<String> all = Stream.concat(
                restraint.vetoes().stream().map(veto -> veto.digest().value()),
                restraint.configurations().stream()
                        .map(veto -> veto.configuration().value()));
        Refusal refusal = meant.isEmpty()
                ? Refusal.of(
                        Code.NO_VETO,
                        "There is no veto of this digest or configuration, so nothing keeps it from being tried.")
                : Refusal.of(Code.INVALID_REQUEST, "More than one veto begins so: write more of the digest.");
        return refusal.about("digest", start.hex())
                .among(
                        meant.isEmpty()
                                ? all.toList()
                                : meant.stream().map(Standing::subject).toList())
                .refused();
    }
}
