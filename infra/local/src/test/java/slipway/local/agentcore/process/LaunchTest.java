package slipway.local.agentcore.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LaunchTest {
    @TempDir
    private Path root;

    @TempDir
    private Path bin;

    private Path node;

    @BeforeEach
    void makeTheImage() throws IOException {
        node = executable(bin.resolve("node"));
        executable(root.resolve("app/start"));
        executable(root.resolve("usr/local/bin/tool"));
        executable(root.resolve("usr/local/bin/node"));
        Files.writeString(root.resolve("app/agent.js"), "");
    }

    private static Path executable(Path file) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, "");
        assertThat(file.toFile().setExecutable(true)).isTrue();
        return file;
    }

    private Launch launch(String workingDirectory, Map<String, String> environment, String... command) {
        return new Launch(
                new Bundle(List.of(), List.of(command), workingDirectory, environment),
                root,
                new HostPrograms("/nowhere:" + bin, Path.of("/jdk")));
    }

    private List<String> command(String... command) throws StartFailed {
        return launch("/app", Map.of(), command).command();
    }

    @Test
    void nodeAndJavaAreThisMachines() throws StartFailed {
        assertThat(command("node", "agent.js")).containsExactly(node.toString(), "agent.js");
        assertThat(command("/usr/local/bin/node", "agent.js")).containsExactly(node.toString(), "agent.js");
        assertThat(command("java", "-jar", "agent.jar")).containsExactly("/jdk/bin/java", "-jar", "agent.jar");
    }

    @Test
    void everyOtherProgramIsTheImages() throws StartFailed {
        assertThat(command("/app/start")).containsExactly(root + "/app/start");
        assertThat(command("./start")).containsExactly(root + "/app/start");
        assertThat(command("tool")).containsExactly(root + "/usr/local/bin/tool");
        assertThat(launch("/", Map.of("PATH", "/opt:/app"), "start").command()).containsExactly(root + "/app/start");
    }

    @Test
    void absolutePathsOfTheImageBecomePathsOfThisMachine() throws StartFailed {
        assertThat(command("node", "/app/agent.js", "/app/absent", "/../../etc/passwd", "--flag"))
                .containsExactly(node.toString(), root + "/app/agent.js", "/app/absent", "/../../etc/passwd", "--flag");
    }

    @Test
    void aProgramThatNobodyHasIsRefusedByName() {
        assertThatThrownBy(() -> command("python3", "agent.py"))
                .isInstanceOf(StartFailed.class)
                .hasMessageContaining("program 'python3' is neither node nor java");
        assertThatThrownBy(() -> command("/app/agent.js")).hasMessageContaining("'/app/agent.js' may not be executed");
        assertThatThrownBy(() -> command("/../bin/tool")).hasMessageContaining("'/../bin/tool' is neither");
        assertThatThrownBy(this::command).hasMessageContaining("neither Entrypoint nor Cmd");
    }

    @Test
    void theWorkingDirectoryStaysWithinTheImage() throws StartFailed {
        assertThat(launch("", Map.of(), "node").folder()).isEqualTo(root);
        assertThat(launch("/app/new", Map.of(), "node").folder())
                .isEqualTo(root.resolve("app/new"))
                .isDirectory();
        assertThatThrownBy(() -> launch("/../..", Map.of(), "node").folder())
                .hasMessageContaining("'/../..' is outside");
        assertThatThrownBy(() -> launch("/app/start", Map.of(), "node").folder())
                .hasMessageContaining("'/app/start' is not a directory");
    }

    @Test
    void aVariableThatCannotBeIsNamedWithoutItsValue() {
        assertThatThrownBy(() -> launch("", Map.of("KEY", "secret\0"), "node").environment(Map.of(), 1, root))
                .isInstanceOf(StartFailed.class)
                .hasMessageContaining("'KEY' cannot be set")
                .hasMessageNotContaining("secret");
    }
}
