package slipway.infra;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StateMachineIT {
    private static final Path LINTER =
            Synthesis.ROOT.resolve("infra/cdk/node_modules/asl-validator/dist/bin/asl-validator.js");

    @ParameterizedTest
    @ValueSource(strings = {"rollout", "resource"})
    void awsLinterAcceptsTheSynthesizedDefinition(String machine, @TempDir Path folder) throws Exception {
        assertThat(lint(folder, StateMachineTest.definition(machine).toString()))
                .contains("is valid");
    }

    @Test
    void awsLinterSeesAStateThatIsNotThere(@TempDir Path folder) throws Exception {
        var broken = StateMachineTest.definition().toString().replace("\"Next\":\"PauseLong\"", "\"Next\":\"Nowhere\"");
        assertThat(lint(folder, broken)).contains("is invalid", "Nowhere");
    }

    private static String lint(Path folder, String definition) throws Exception {
        assertThat(LINTER).as("npm ci in infra/cdk installs it").exists();
        var file = Files.writeString(folder.resolve("definition.json"), definition);
        var process = new ProcessBuilder("node", LINTER.toString(), "--json-path", file.toString())
                .redirectErrorStream(true)
                .start();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return output;
    }
}
