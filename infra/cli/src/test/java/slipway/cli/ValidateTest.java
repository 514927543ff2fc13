package slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ValidateTest {
    private static final Path DECLARATIONS = Person.ROOT.resolve("events/declaration");

    static Stream<Path> accepted() throws IOException {
        return Stream.concat(Stream.of(DECLARATIONS.resolve("example.json")), samples("accepted"));
    }

    static Stream<Path> refused() throws IOException {
        return Stream.concat(samples("refused/by-schema"), samples("refused/by-parser"));
    }

    private static Stream<Path> samples(String folder) throws IOException {
        try (var files = Files.list(DECLARATIONS.resolve(folder))) {
            return files.toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("accepted")
    void acceptsWhatTheControlPlaneAccepts(Path sample) {
        var seen = new Person().types("validate", sample.toString());
        assertThat(seen.exit()).isZero();
        assertThat(seen.out()).startsWith("valid: follows ");
    }

    @ParameterizedTest
    @MethodSource("refused")
    void refusesWhatItRefuses(Path sample) {
        var seen = new Person().types("validate", sample.toString());
        assertThat(seen.exit()).isEqualTo(2);
        assertThat(seen.err()).contains("not valid: ").doesNotContain("Exception");
        assertThat(seen.out()).isEmpty();
    }

    @Test
    void aProgramReadsTheProblems() {
        var sample = DECLARATIONS.resolve("refused/by-schema/misspelt-field.json");
        var seen = new Person().types("validate", "--json", sample.toString());
        assertThat(seen.exit()).isEqualTo(2);
        assertThat(seen.out()).startsWith("{\"schema\":1,\"valid\":false,\"problems\":[{\"field\":\"/smokeTests\"");
    }

    @Test
    void aFileThatCannotBeReadIsNamed(@TempDir Path folder) throws IOException {
        var binary = Files.write(folder.resolve("binary"), new byte[] {(byte) 0xff, (byte) 0xfe});
        assertThat(new Person().types("validate", "gone.json").err()).contains("FILE gone.json: cannot be read");
        assertThat(new Person().types("validate", binary.toString()).err()).contains("no UTF-8 text");
    }
}
