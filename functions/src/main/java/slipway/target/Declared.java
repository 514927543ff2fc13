package slipway.target;

import java.util.List;

/** What reading a declaration gives. */
public sealed interface Declared {

    /** It holds, whole. */
    record Valid(Declaration declaration) implements Declared {}

    /** Everything that must be put right, at once. */
    record Invalid(List<Problem> problems) implements Declared {

        /** All problems in one line, for a log and for the record. */
        public String sentence() {
            return String.join(" · ", problems.stream().map(Problem::toString).toList());
        }
    }
}
