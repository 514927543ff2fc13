package slipway.local.edge;

import java.time.Duration;
import java.util.regex.Pattern;

/**
 * Which calls a fault meets, and what happens then.
 *
 * @param action the IAM action, {@code *} standing for any characters
 * @param role a part of the calling role's name; empty for every caller
 * @param resource a part of the resource's ARN; empty for every resource
 * @param nth the first match that is hit, from 1
 * @param times how many matches in a row are hit from then on
 */
public record FaultRule(String action, String role, String resource, int nth, int times, Moment moment, Effect effect) {

    /** Relative to what the call does. */
    public enum Moment {
        /** IAM has allowed the call; nothing has been done. */
        BEFORE_EFFECT,
        /** The service has done it; the caller has not been told. Only calls that succeeded count. */
        AFTER_EFFECT
    }

    /** What a fault does. */
    public sealed interface Effect {}

    /** Kills the calling process with SIGKILL, and waits until it is gone. */
    public record Kill() implements Effect {}

    /** Answers this error. */
    public record Refuse(int status, String code, String message) implements Effect {}

    /** Answers AccessDenied as IAM would. */
    public record Deny() implements Effect {}

    /** Lets the call wait, in scaled time. */
    public record Delay(Duration scaled) implements Effect {}

    /** The first call of the action, whoever makes it, is met before its effect; refine with the other methods. */
    public static FaultRule on(String action, Effect effect) {
        return new FaultRule(action, "", "", 1, 1, Moment.BEFORE_EFFECT, effect);
    }

    public FaultRule by(String partOfRoleName) {
        return new FaultRule(action, partOfRoleName, resource, nth, times, moment, effect);
    }

    public FaultRule onResource(String partOfArn) {
        return new FaultRule(action, role, partOfArn, nth, times, moment, effect);
    }

    public FaultRule fromNth(int first) {
        return new FaultRule(action, role, resource, first, times, moment, effect);
    }

    public FaultRule times(int matches) {
        return new FaultRule(action, role, resource, nth, matches, moment, effect);
    }

    public FaultRule afterEffect() {
        return new FaultRule(action, role, resource, nth, times, Moment.AFTER_EFFECT, effect);
    }

    boolean matches(Moment now, Caller caller, LoggedCall.Ask ask) {
        String calling = caller instanceof Caller.RoleSession session ? session.roleArn() : caller.arn();
        return moment == now
                && Pattern.matches(Pattern.quote(action).replace("*", "\\E.*\\Q"), ask.action())
                && calling.substring(calling.lastIndexOf('/') + 1).contains(role)
                && ask.resource().contains(resource);
    }
}
