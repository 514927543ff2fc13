package slipway.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.config.Configurator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Whatever happens to a control plane, the design's invariants hold, and in the evening each target is where it should be. */
class HistoriesTest {
    private static final int COUNT = Integer.getInteger("slipway.histories", 10_000);
    private static final long SEED = Long.getLong("slipway.seed", 20_260_707);

    /** So many histories leave nothing out. */
    private static final int WHOLE = 10_000;

    private static final int OFTEN = 100;
    private static final int ENOUGH = Integer.getInteger("slipway.enough", 20);
    private static final int SHOWN = 5;

    /** The seed of a history, and what went wrong in it. */
    private record Failure(long seed, String wrong) {}

    @BeforeAll
    static void writeNoLog() {
        Configurator.setRootLevel(Level.OFF);
    }

    @AfterAll
    static void writeTheLogAgain() {
        Configurator.setRootLevel(Level.INFO);
    }

    @Test
    void everyHistoryEndsWell() {
        Census census = new Census();
        ConcurrentLinkedQueue<Failure> failures = new ConcurrentLinkedQueue<>();
        LongStream.range(SEED, SEED + COUNT)
                .parallel()
                .filter(_ -> failures.size() < ENOUGH)
                .forEach(seed ->
                        History.of(seed).happen(census).ifPresent(wrong -> failures.add(new Failure(seed, wrong))));
        System.out.println(census.table());
        if (!failures.isEmpty()) {
            String stories = told(failures);
            System.out.println(stories);
            fail("%d of %d histories went wrong%n%s".formatted(failures.size(), COUNT, stories));
        }
        if (COUNT >= WHOLE) {
            assertThat(census.rarerThan(OFTEN)).as("what occurred too seldom").isEmpty();
        }
    }

    /** One of each kind. */
    private static String told(Collection<Failure> failures) {
        return failures.stream()
                .collect(Collectors.toMap(failure -> Shrinking.kind(failure.wrong()), failure -> failure, (a, b) -> a))
                .values()
                .stream()
                .limit(SHOWN)
                .map(HistoriesTest::told)
                .collect(Collectors.joining());
    }

    private static String told(Failure failure) {
        History history = History.of(failure.seed());
        History shortest = new Shrinking().shortest(history, failure.wrong());
        List<String> lines = new ArrayList<>();
        Optional<String> wrong = shortest.happen(new Census(), lines::add);
        return "seed %d, %d steps: %s\n  %s\n"
                .formatted(failure.seed(), shortest.steps().size(), wrong.orElse("gone"), String.join("\n  ", lines));
    }
}
