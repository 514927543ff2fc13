package slipway.local.grants;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import slipway.local.iam.Grant;
import slipway.local.json.Json;

/** Writes each grant that was used into a file, once: the one that the system property {@value #FILE} names just then. */
public final class GrantRecords implements Consumer<Grant> {
    /** Where it is not set, nothing is recorded. */
    public static final String FILE = "slipway.grants";

    private static final Path FOLDER = Path.of("target", "grants");

    private record Entry(Path file, Grant grant) {}

    private final Set<Entry> written = ConcurrentHashMap.newKeySet();

    /**
     * From now on what an integration test uses is recorded in a file of its own, anew each time that it runs; what any
     * other test uses is not.
     */
    public static void record(Class<?> test) throws IOException {
        record(test, FOLDER);
    }

    static void record(Class<?> test, Path folder) throws IOException {
        String name = test.getName();
        // What runs on a template that a proof has changed says nothing of the one that is deployed.
        if (!name.endsWith("IT") || System.getProperty(GrantsProof.ASSEMBLY) != null) {
            System.clearProperty(FILE);
            return;
        }
        Path file = folder.resolve(name + ".jsonl").toAbsolutePath();
        Files.createDirectories(file.getParent());
        Files.write(file, new byte[0]);
        System.setProperty(FILE, file.toString());
    }

    @Override
    public void accept(Grant grant) {
        String file = System.getProperty(FILE);
        if (file != null && written.add(new Entry(Path.of(file), grant))) {
            append(Path.of(file), Json.write(Json.MAPPER.valueToTree(grant)) + "\n");
        }
    }

    /** One write, so that lines of clouds that run side by side stay whole. */
    private static void append(Path file, String line) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.write(file, line.getBytes(UTF_8), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What is recorded in the file. */
    public static Set<Grant> read(Path file) {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.map(Json::read).map(GrantRecords::grant).collect(Collectors.toUnmodifiableSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Grant grant(JsonNode line) {
        return new Grant(
                line.path("role").asText(),
                line.path("policy").asText(),
                line.path("statement"),
                line.path("action").asText(),
                line.path("resource").asText());
    }
}
