package slipway.local.edge;

/** There is nobody to answer, or nobody is answered. An Error, so that no double takes it for a failure of its own. */
final class Unanswered extends Error {
    private static final long serialVersionUID = 1L;
    private final LoggedCall.End end;

    private Unanswered(LoggedCall.End end) {
        this.end = end;
    }

    /** The calling process is dead. */
    static Unanswered killed(FaultRule.Moment moment) {
        return new Unanswered(
                switch (moment) {
                    case BEFORE_EFFECT -> LoggedCall.End.CALLER_KILLED_BEFORE_EFFECT;
                    case AFTER_EFFECT -> LoggedCall.End.CALLER_KILLED_AFTER_EFFECT;
                });
    }

    /** The connection is closed. */
    static Unanswered closed(FaultRule.Moment moment) {
        return new Unanswered(
                switch (moment) {
                    case BEFORE_EFFECT -> LoggedCall.End.CONNECTION_CLOSED_BEFORE_EFFECT;
                    case AFTER_EFFECT -> LoggedCall.End.CONNECTION_CLOSED_AFTER_EFFECT;
                });
    }

    LoggedCall.End end() {
        return end;
    }
}
