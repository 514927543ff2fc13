package slipway.image;

/** Whether a policy follows a tag. */
public sealed interface Verdict {
    /** The policy follows the tag. */
    record Accepted() implements Verdict {}

    /** The policy does not, and says why in a sentence for a person. */
    record Refused(String why) implements Verdict {}

    static Verdict accepted() {
        return new Accepted();
    }

    static Verdict refused(String why) {
        return new Refused(why);
    }
}
