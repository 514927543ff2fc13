package slipway.target;

import java.time.Duration;
import java.util.Set;
import slipway.target.DriftSpec.Policy;

/** Reads the {@code drift} of a declaration. */
final class DriftReader {
    private static final int LONGEST = 365;

    private DriftReader() {}

    /** The standard where the member is absent, and where there are problems. */
    static DriftSpec drift(Member member) {
        DriftSpec standard = DriftSpec.standard();
        return member.present()
                ? member.object(Set.of("policy", "heldTooLongDays", "vetoedTooLongDays"))
                        .map(m -> new DriftSpec(
                                m.get("policy").choice(Policy.class, standard.policy()),
                                days(m.get("heldTooLongDays"), standard.heldTooLong()),
                                days(m.get("vetoedTooLongDays"), standard.vetoedTooLong())))
                        .orElse(standard)
                : standard;
    }

    private static Duration days(Member member, Duration otherwise) {
        return Duration.ofDays(member.number(1, LONGEST, (int) otherwise.toDays()));
    }
}
