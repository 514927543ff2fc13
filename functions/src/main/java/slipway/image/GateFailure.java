package slipway.image;

/** One reason why an image cannot run on AgentCore, with a sentence that tells the operator what to do. */
public record GateFailure(Reason reason, String sentence) {
    /** What an image can fail before any version is made of it. */
    public enum Reason {
        IMAGE_MISSING,
        IMAGE_NOT_ACTIVE,
        WRONG_REGION,
        WRONG_PLATFORM,
        TOO_LARGE,
        URI_REFUSED
    }
}
