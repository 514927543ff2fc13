package slipway.infra.problem;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects every problem before any is reported, so that a file is put right in one go. */
public final class Problems {
    private final List<String> found = new ArrayList<>();

    /** Notes what is wrong with {@code field}, and what to write instead. */
    public void add(String field, @Nullable Object value, String remedy) {
        found.add(field + " is " + value + ": " + remedy);
    }

    /** Notes a problem unless {@code holds}. */
    public void unless(boolean holds, String field, @Nullable Object value, String remedy) {
        if (!holds) {
            add(field, value, remedy);
        }
    }

    /**
     * Ends with every problem in one message.
     *
     * @throws IllegalArgumentException if there is one
     */
    public void report(String subject) {
        if (!found.isEmpty()) {
            throw new IllegalArgumentException(subject + ":\n  - " + String.join("\n  - ", found));
        }
    }
}
