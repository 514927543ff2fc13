package slipway.operate;

/** Why a request was refused: constants that a program can tell apart, each with its HTTP status. */
enum Code {
    /** The request is not as it should be. */
    INVALID_REQUEST(400),
    /** It did not come through the function's URL, so nobody vouches for who asks. */
    NO_CALLER(403),
    UNKNOWN_TARGET(404),
    UNKNOWN_ROLLOUT(404),
    ALREADY_ANSWERED(409),
    /** The rollout does not wait for a person's word. */
    NOT_WAITING(409),
    NOTHING_TO_ROLL_BACK_TO(409),
    NOT_HELD(409),
    NO_VETO(409),
    NO_SUCH_IMAGE(409),
    NOTHING_UNDER_WAY(409),
    NOT_PINNED(409),
    NOTHING_TO_ADOPT(409),
    /** The target publishes an image and rolls nothing out. */
    PUBLISH_ONLY(409),
    /** Something has to end first; the same request works later. */
    BUSY(409),
    /** AWS refused a call that this needs. */
    AWS_REFUSED(409);

    private final int status;

    Code(int status) {
        this.status = status;
    }

    int status() {
        return status;
    }
}
