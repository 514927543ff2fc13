package slipway.local.agentcore;

import java.util.EnumSet;
import java.util.Set;

/**
 * An answer to each {@link OpenQuestion}: the worse one or the better one.
 *
 * @param worse the questions whose worse answer holds
 */
public record Answers(Set<OpenQuestion> worse) {
    /** The environment variable that gives the answers, as {@link #parse} takes them. */
    public static final String VARIABLE = "SLIPWAY_AGENTCORE_ANSWERS";

    /** The system property that gives them instead. */
    public static final String PROPERTY = "slipway.agentcore.answers";

    /** Those that public code and AWS's documentation suggest. */
    public static final Answers EXPECTED =
            new Answers(EnumSet.of(OpenQuestion.OMITTED_AUTHORIZER, OpenQuestion.DEFAULT_AFTER_FAILURE));

    public static final Answers WORSE = new Answers(EnumSet.allOf(OpenQuestion.class));

    public static final Answers BETTER = new Answers(EnumSet.noneOf(OpenQuestion.class));

    public Answers {
        worse = Set.copyOf(worse);
    }

    /** As the property says, or else the variable; {@link #EXPECTED} where neither does. */
    public static Answers configured() {
        return parse(System.getProperty(PROPERTY, System.getenv().getOrDefault(VARIABLE, "")));
    }

    /**
     * @param text {@code worse}, {@code better}, or answers one by one, {@code tag=session,old-versions=kept}; those
     *     that are not named are the expected ones
     * @throws IllegalArgumentException for a question or an answer that there is not
     */
    public static Answers parse(String text) {
        return switch (text.strip()) {
            case "" -> EXPECTED;
            case "worse" -> WORSE;
            case "better" -> BETTER;
            case String named -> named(named);
        };
    }

    private static Answers named(String text) {
        Answers answers = EXPECTED;
        for (String pair : text.split(",", -1)) {
            String[] parts = pair.strip().split("=", 2);
            OpenQuestion question = OpenQuestion.labelled(parts[0]);
            String answer = parts.length < 2 ? "" : parts[1];
            if (!answer.equals(question.worse()) && !answer.equals(question.better())) {
                throw new IllegalArgumentException("'%s' is no answer to %s; say %s or %s"
                        .formatted(answer, question.label(), question.worse(), question.better()));
            }
            answers = answers.with(question, answer.equals(question.worse()));
        }
        return answers;
    }

    /** The same answers, but for this one. */
    public Answers with(OpenQuestion question, boolean isWorse) {
        EnumSet<OpenQuestion> changed = EnumSet.noneOf(OpenQuestion.class);
        changed.addAll(worse);
        if (isWorse) {
            changed.add(question);
        } else {
            changed.remove(question);
        }
        return new Answers(changed);
    }

    public boolean isWorse(OpenQuestion question) {
        return worse.contains(question);
    }
}
