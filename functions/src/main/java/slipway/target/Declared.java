package slipway.target;

import static java.util.stream.Collectors.joining;

import java.util.List;

/** What reading a declaration gives. */
public sealed interface Declared {

    /** It holds, whole. */
    record Valid(Declaration declaration) implements Declared {}

    /** Everything that must be put right, at once. */
    record Invalid(List<Problem> problems) implements Declared {

        private static final int MOST_SHOWN = 20;

        /** The problems in one line, for a log and for the record: the first of them, where there are very many. */
        public String sentence() {
            String shown =
                    problems.stream().limit(MOST_SHOWN).map(Problem::toString).collect(joining(" · "));
            return problems.size() <= MOST_SHOWN
                    ? shown
                    : "%s · and %d more".formatted(shown, problems.size() - MOST_SHOWN);
        }
    }
}
