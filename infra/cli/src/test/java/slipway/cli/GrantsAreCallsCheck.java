package slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import slipway.local.grants.GrantRecords;
import slipway.local.iam.Grant;

/**
 * Every action and every resource that a role is granted was called by some integration test, or stands in
 * {@link UncalledGrants} with its reason. Runs when all integration tests of infra/local and infra/cli have.
 */
class GrantsAreCallsCheck {
    private static final List<Path> MODULES = Stream.of("infra/local", "infra/cli")
            .map(module -> Person.ROOT.resolve(module))
            .toList();

    private static GrantsReview review;

    @BeforeAll
    static void read(@TempDir Path folder) throws IOException {
        try (LocalPlane plane = new LocalPlane(folder)) {
            Set<Grant> called = MODULES.stream()
                    .flatMap(module -> files(module.resolve("target/grants"), ".jsonl"))
                    .flatMap(file -> GrantRecords.read(file).stream())
                    .collect(Collectors.toSet());
            review = new GrantsReview(plane.grants(), called, UncalledGrants.EXCUSES);
        }
    }

    @Test
    void everyIntegrationTestHasRecordedItsCalls() {
        assertThat(MODULES.stream().flatMap(GrantsAreCallsCheck::unrecorded))
                .as("run them first, all of them: scripts/test.sh")
                .isEmpty();
    }

    @Test
    void everyGrantIsCalledOrExcused() {
        assertThat(review.unneeded())
                .as("remove the grant in infra/cdk, call it in an integration test, or excuse it in UncalledGrants")
                .isEmpty();
    }

    @Test
    void everyExcuseIsStillOne() {
        assertThat(review.idleExcuses())
                .as("remove the excuse from UncalledGrants")
                .isEmpty();
    }

    private static Stream<String> unrecorded(Path module) {
        Path sources = module.resolve("src/test/java");
        Path records = module.resolve("target/grants");
        return files(sources, "IT.java")
                .map(file ->
                        sources.relativize(file).toString().replace('/', '.').replaceFirst("\\.java$", ""))
                .filter(test -> !Files.isRegularFile(records.resolve(test + ".jsonl")));
    }

    private static Stream<Path> files(Path folder, String ending) {
        if (!Files.isDirectory(folder)) {
            return Stream.empty();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(ending)).sorted().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
