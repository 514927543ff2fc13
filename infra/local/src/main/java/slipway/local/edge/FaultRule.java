package slipway.local.edge;

import java.util.regex.Pattern;

/**
 * What goes wrong, and when.
 *
 * @param action the IAM action, or an event's detail type, {@code *} standing for any characters
 * @param by a part of the name of the calling role, user or service, or of an event's source; empty for every caller
 * @param resource a part of the resource's ARN, of an event its rule's; empty for every resource
 * @param nth the first match that is hit, from 1
 * @param times how often it hits at most
 * @param chance of a match to be hit, above 0, at most 1
 * @param seed decides which: the same matches of the same caller are hit each time
 * @param moment of a fault of a call; others have but one
 */
public record FaultRule(
        String action,
        String by,
        String resource,
        int nth,
        int times,
        double chance,
        long seed,
        Moment moment,
        Fault fault) {

    /** Relative to what the call does. */
    public enum Moment {
        /** IAM has allowed the call; nothing has been done. */
        BEFORE_EFFECT,
        /** The service has done it; the caller has not been told. Only calls that succeeded count. */
        AFTER_EFFECT
    }

    public FaultRule {
        require(!action.isEmpty(), "action", action, "name an IAM action or a detail type, or * for all");
        require(nth >= 1, "nth", nth, "count from 1");
        require(times >= 1, "times", times, "give 1 or more");
        require(chance > 0 && chance <= 1, "chance", chance, "give more than 0 and at most 1");
        boolean early = fault instanceof Fault.Full || fault instanceof Fault.Asleep;
        require(
                moment == Moment.BEFORE_EFFECT || (fault instanceof Fault.OfCall && !early),
                "moment",
                moment,
                "leave it out: this fault has but one moment");
    }

    private static void require(boolean fits, String field, Object value, String remedy) {
        if (!fits) {
            throw new IllegalArgumentException("%s cannot be '%s'; %s".formatted(field, value, remedy));
        }
    }

    /** The first match, whoever calls, is met before its effect; refine with the other methods. */
    public static FaultRule on(String action, Fault fault) {
        return new FaultRule(action, "", "", 1, 1, 1, 0, Moment.BEFORE_EFFECT, fault);
    }

    public FaultRule by(String partOfName) {
        return new FaultRule(action, partOfName, resource, nth, times, chance, seed, moment, fault);
    }

    public FaultRule onResource(String partOfArn) {
        return new FaultRule(action, by, partOfArn, nth, times, chance, seed, moment, fault);
    }

    public FaultRule fromNth(int first) {
        return new FaultRule(action, by, resource, first, times, chance, seed, moment, fault);
    }

    public FaultRule times(int hits) {
        return new FaultRule(action, by, resource, nth, hits, chance, seed, moment, fault);
    }

    /** Hits this part of all matches, for ever. */
    public FaultRule atRate(double part, long seeded) {
        return new FaultRule(action, by, resource, nth, Integer.MAX_VALUE, part, seeded, moment, fault);
    }

    public FaultRule afterEffect() {
        return new FaultRule(action, by, resource, nth, times, chance, seed, Moment.AFTER_EFFECT, fault);
    }

    boolean matches(Moment now, Occasion occasion) {
        return moment == now
                && Pattern.matches(Pattern.quote(action).replace("*", "\\E.*\\Q"), occasion.action())
                && occasion.who().contains(by)
                && occasion.resource().contains(resource);
    }
}
