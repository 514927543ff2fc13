package slipway.operate;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import slipway.agentruntime.Version;
import slipway.ledger.RolloutId;

/** The words of the operator's requests. */
enum Verb {
    PIN,
    UNPIN,
    APPROVE,
    REJECT,
    ABORT,
    RETRY,
    ROLLBACK,
    HOLD,
    RELEASE,
    VETO_LIFT,
    ADOPT;

    static final Map<String, Verb> WORDS =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(Verb::word, Function.identity()));

    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whether a person has to say why. */
    boolean needsReason() {
        return switch (this) {
            case REJECT, ABORT, ROLLBACK, HOLD -> true;
            case PIN, UNPIN, APPROVE, RETRY, RELEASE, VETO_LIFT, ADOPT -> false;
        };
    }

    /** What is meant by the word with the members that belong to it. */
    Optional<Intent> intent(Members members) {
        return switch (this) {
            case PIN -> members.required("image", ImageName::parse).map(Intent.Pin::new);
            case UNPIN -> Optional.of(new Intent.Unpin());
            case APPROVE -> answer(members, true);
            case REJECT -> answer(members, false);
            case ABORT -> Optional.of(new Intent.Abort());
            case RETRY -> Optional.of(new Intent.Retry());
            case ROLLBACK -> Optional.of(new Intent.Rollback(members.optional("to", Version::parse)));
            case HOLD -> Optional.of(new Intent.Hold());
            case RELEASE -> Optional.of(new Intent.Release());
            case VETO_LIFT -> members.required("digest", DigestStart::parse).map(Intent.VetoLift::new);
            case ADOPT -> Optional.of(new Intent.Adopt());
        };
    }

    private static Optional<Intent> answer(Members members, boolean approved) {
        return members.required("rollout", RolloutId::new).map(id -> new Intent.Answer(id, approved));
    }
}
