package slipway.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The samples of {@code events/rollout-record}, which the status function's answers are held against, too. */
final class Samples {
    private static final Path RECORDS = Person.ROOT.resolve("events/rollout-record/accepted");

    private Samples() {}

    /** What the status function answers about a rollout. */
    static String record(String name) {
        try {
            return Files.readString(RECORDS.resolve(name + ".json"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The names of all of them. */
    static Stream<String> records() {
        try (var files = Files.list(RECORDS)) {
            return files.map(file -> file.getFileName().toString().replace(".json", "")).sorted().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
