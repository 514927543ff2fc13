package slipway.local.grants;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toMap;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import slipway.local.iam.Grant;
import slipway.local.json.Json;

/**
 * Takes each action that tests have called out of the templates, one at a time, and runs those tests again until one of
 * them fails. Where none does, the action is not needed, or nothing tells that it is missing. Goes on where an earlier run
 * was interrupted.
 */
public final class GrantsProof {
    /** Names the assembly that tests run in place of the synthesized one. */
    public static final String ASSEMBLY = "slipway.assembly";

    private static final String TEMPLATE = ".template.json";

    private final Path synthesized;
    private final Path assembly;
    private final Path results;
    private final Predicate<String> fails;
    private final PrintStream out;

    /**
     * @param synthesized the assembly as it is
     * @param work where the changed one is written, and what was found so far
     * @param fails runs the test of this name
     */
    public GrantsProof(Path synthesized, Path work, Predicate<String> fails, PrintStream out) {
        this.synthesized = synthesized;
        this.assembly = work.resolve("assembly").toAbsolutePath();
        this.results = work.resolve("results");
        this.fails = fails;
        this.out = out;
    }

    /**
     * Tries every removal that was not tried yet.
     *
     * @param records the folder in which each test has recorded the grants that it used
     * @return how many actions were tried, earlier runs included
     */
    public int run(Path records) throws IOException {
        List<Removal> removals = Removal.of(read(records));
        Files.createDirectories(assembly);
        Set<String> known = Files.exists(results) ? Set.copyOf(Files.readAllLines(results)) : Set.of();
        System.setProperty(ASSEMBLY, assembly.toString());
        try {
            for (int index = 0; index < removals.size(); index++) {
                Removal removal = removals.get(index);
                String result = known.stream()
                        .filter(line -> line.startsWith(removal.title() + ": "))
                        .findFirst()
                        .orElse("");
                if (result.isEmpty()) {
                    result = removal.title() + ": " + tried(removal);
                    Files.writeString(
                            results, result + "\n", UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
                }
                out.printf("grants: %d of %d: %s%n", index + 1, removals.size(), result);
            }
        } finally {
            System.clearProperty(ASSEMBLY);
        }
        return removals.size();
    }

    private String tried(Removal removal) throws IOException {
        if (!write(removal)) {
            return unwritten(removal);
        }
        Optional<String> failing = removal.tests().stream().filter(fails).findFirst();
        return failing.map(test -> "missed by " + test)
                .orElseGet(() -> "SURVIVED " + String.join(", ", removal.tests()));
    }

    /** People's roles are made by the tests that play them; a template's role has what tests have called, or they ran on others. */
    private String unwritten(Removal removal) throws IOException {
        try (Stream<Path> files = Files.list(synthesized)) {
            for (Path file : files.filter(GrantsProof::isTemplate).toList()) {
                if (removal.isOfRoleIn(Json.read(Files.readString(file)))) {
                    throw new IllegalStateException("""
                            %s was called, and is not found in the templates in %s: they have changed since. \
                            Run scripts/test.sh, then this again""".formatted(removal.title(), synthesized));
                }
            }
        }
        return "of a role that no template makes";
    }

    private static boolean isTemplate(Path file) {
        return file.toString().endsWith(TEMPLATE);
    }

    /** The assembly without the action. */
    private boolean write(Removal removal) throws IOException {
        boolean applied = false;
        try (Stream<Path> files = Files.list(synthesized)) {
            for (Path file : files.toList()) {
                Path copy = assembly.resolve(file.getFileName());
                if (isTemplate(file)) {
                    JsonNode template = Json.read(Files.readString(file));
                    applied |= removal.applyTo(template);
                    Files.writeString(copy, Json.write(template));
                } else if (file.toString().endsWith(".json")) {
                    Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
                } else if (!Files.exists(copy, LinkOption.NOFOLLOW_LINKS)) {
                    Files.createSymbolicLink(copy, file.toAbsolutePath());
                }
            }
        }
        return applied;
    }

    private static Map<String, Set<Grant>> read(Path records) {
        try (Stream<Path> files = Files.list(records)) {
            return files.collect(
                    toMap(file -> file.getFileName().toString().replaceFirst("\\.jsonl$", ""), GrantRecords::read));
        } catch (IOException e) {
            throw new UncheckedIOException("There are no records of integration tests: run scripts/test.sh first", e);
        }
    }
}
