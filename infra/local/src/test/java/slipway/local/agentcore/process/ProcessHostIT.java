package slipway.local.agentcore.process;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ProcessHostIT {
    private static final Health QUICK =
            new Health(Duration.ofSeconds(20), Duration.ofMillis(100), Duration.ofSeconds(5), 3);

    private final BlockingQueue<String> log = new LinkedBlockingQueue<>();
    private ProcessHost host = host(QUICK, HostPrograms.ofThisMachine());

    private static ProcessHost host(Health health, HostPrograms programs) {
        return new ProcessHost(programs, health, Unpacker.Limits.USUAL);
    }

    @AfterEach
    void close() {
        host.close();
    }

    private AgentProcess start(Bundle bundle, Map<String, String> environment) throws Exception {
        return host.start(bundle, environment, log::add);
    }

    private AgentProcess start(String mode) throws Exception {
        return start(Programs.agent(), Map.of("MODE", mode));
    }

    /** Waits for a line, and gives what follows in it. */
    private String logged(String start) throws InterruptedException {
        while (true) {
            String line = log.poll(20, TimeUnit.SECONDS);
            assertThat(line).as("a line that starts with " + start).isNotNull();
            if (line.startsWith(start)) {
                return line.substring(start.length());
            }
        }
    }

    private static void ends(long pid) {
        ProcessHandle.of(pid).ifPresent(handle -> assertThat(handle.onExit()).succeedsWithin(Duration.ofSeconds(10)));
    }

    private static String text(AgentProcess agent, String path) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(agent.uri().resolve(path)).build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }

    @Test
    void aProgramHasTheEnvironmentThatItIsGivenAndNothingOfThisProcess() throws Exception {
        AgentProcess agent = start(Programs.agent(), Map.of("MODE", "told", "OVER", "given"));

        List<String> told = text(agent, "/env").lines().toList();
        assertThat(told)
                .contains(
                        "FROM=image",
                        "OVER=given",
                        "HOST=127.0.0.1",
                        "PORT=" + agent.uri().getPort())
                .anyMatch(line -> line.startsWith("user.dir=") && line.endsWith("/app/work"))
                .anyMatch(line -> line.startsWith("PATH=" + System.getProperty("java.home") + "/bin:"));
        assertThat(told.stream().map(line -> line.split("=", 2)[0]))
                .containsExactlyInAnyOrder(
                        "user.dir", "FROM", "OVER", "MODE", "PORT", "HOST", "HOME", "TMPDIR", "PATH");
        assertThat(logged("mode ")).isEqualTo("told");
    }

    @Test
    void anImageIsUnpackedOnceForAllItsProcessesWhichHaveHomesOfTheirOwn() throws Exception {
        String one = text(start(""), "/env");
        String other = text(start(""), "/env");

        assertThat(line(one, "user.dir=")).isEqualTo(line(other, "user.dir="));
        assertThat(line(one, "HOME=")).isNotEqualTo(line(other, "HOME="));
    }

    private static String line(String text, String start) {
        return text.lines().filter(line -> line.startsWith(start)).findFirst().orElseThrow();
    }

    @Test
    void aProgramThatEndsBeforeItIsHealthyIsAFailureWithItsOutput() throws Exception {
        assertThatThrownBy(() -> start("exits"))
                .isInstanceOfSatisfying(
                        StartFailed.class, failed -> assertThat(failed.how()).isEqualTo(StartFailed.How.DIED));

        assertThat(List.of(logged(""), logged("")))
                .containsExactlyInAnyOrder("mode exits", "The agent ended before it was healthy: exit status 3");
    }

    @Test
    void aProgramThatIsNotHealthyInTimeIsEnded() throws Exception {
        host.close();
        host = host(
                new Health(Duration.ofSeconds(3), Duration.ofMillis(100), Duration.ofSeconds(1), 3),
                HostPrograms.ofThisMachine());

        assertThatThrownBy(() -> start("ill"))
                .isInstanceOfSatisfying(
                        StartFailed.class, failed -> assertThat(failed.how()).isEqualTo(StartFailed.How.TOO_SLOW));

        assertThat(logged("The agent was not healthy within 3 s")).contains("PORT");
    }

    @Test
    void aProgramThatSickensIsEnded() throws Exception {
        AgentProcess agent = start("sickens");

        assertThat(logged("The agent is not healthy any more")).contains("3 times in a row");
        ends(agent.process().pid());
        assertThat(agent.isAlive()).isFalse();
    }

    @Test
    void aProgramThatOtherMachinesCouldReachIsRefused() throws Exception {
        assumeThat(hasAnAddress()).isTrue();

        assertThatThrownBy(() -> start("open")).isInstanceOf(StartFailed.class);

        assertThat(logged("The agent listens on ")).contains("HOST");
    }

    private static boolean hasAnAddress() throws SocketException {
        return NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .anyMatch(address -> !address.isLoopbackAddress());
    }

    @Test
    void aProgramEndsWithAllThatItStarted() throws Exception {
        AgentProcess agent = start("parent");
        long child = Long.parseLong(logged("child "));
        assertThat(ProcessHandle.of(child)).isPresent();

        agent.close();

        ends(agent.process().pid());
        ends(child);
    }

    @Test
    void whatADeadProgramLeftBehindIsEnded() throws Exception {
        AgentProcess agent = start("orphan");
        long child = Long.parseLong(logged("child "));

        logged("The agent ended: exit status 4");

        ends(agent.process().pid());
        ends(child);
    }

    @Test
    void whatAProgramThatWasNeverHealthyLeftBehindIsEnded() throws Exception {
        assertThatThrownBy(() -> start("stillborn")).hasMessageContaining("exit status 4");

        ends(Long.parseLong(logged("child ")));
    }

    @Test
    void aDeadProgramIsNotHealthyWhoeverAnswersAtItsPort() throws Exception {
        Ping another = new Ping(HttpClient.newHttpClient(), start("").uri().getPort(), QUICK.timeout());
        Process dead = new ProcessBuilder("true").start();
        assertThat(dead.onExit()).succeedsWithin(Duration.ofSeconds(10));

        try (AgentProcess agent = new AgentProcess(dead, another, QUICK, log::add)) {
            assertThatThrownBy(agent::awaitHealthy)
                    .isInstanceOf(StartFailed.class)
                    .hasMessageContaining("exit status 0");
        }
    }

    @Test
    void aStartThatFailsLeavesNoHome() throws Exception {
        Path home = Path.of(line(text(start(""), "/env"), "HOME=").substring(5));

        assertThatThrownBy(() -> start(Programs.agent(List.of("python3")), Map.of()))
                .isInstanceOf(StartFailed.class);
        assertThatThrownBy(() -> start(Programs.agent(List.of("/app/\0")), Map.of()))
                .isInstanceOf(InvalidPathException.class);

        try (DirectoryStream<Path> homes = Files.newDirectoryStream(home.getParent(), "home-*")) {
            assertThat(homes).containsExactly(home);
        }
    }

    @Test
    void aClosedHostLeavesNeitherProcessesNorFiles() throws Exception {
        AgentProcess agent = start("");
        Path folder = Path.of(line(text(agent, "/env"), "HOME=").substring(5)).getParent();
        assertThat(folder).isDirectory();

        host.close();

        assertThat(agent.process().isAlive()).isFalse();
        assertThat(folder).doesNotExist();
    }

    @Test
    void noProcessOutlivesAJvmThatIsToldToEnd() throws Exception {
        Process jvm = new ProcessBuilder(
                        System.getProperty("java.home") + "/bin/java",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Holder.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BufferedReader said = jvm.inputReader(UTF_8);
        long agent = Long.parseLong(said.readLine());
        Path folder = Path.of(said.readLine());
        assertThat(ProcessHandle.of(agent)).isPresent();

        jvm.toHandle().destroy();

        assertThat(jvm.onExit()).succeedsWithin(Duration.ofSeconds(20));
        ends(agent);
        assertThat(folder).doesNotExist();
    }

    /** Starts an agent in another JVM, says which process it is, and holds it. */
    static final class Holder {
        private Holder() {}

        public static void main(String[] arguments) throws Exception {
            AgentProcess agent =
                    host(QUICK, HostPrograms.ofThisMachine()).start(Programs.agent(), Map.of(), line -> {});
            System.out.println(agent.process().pid());
            System.out.println(
                    Path.of(line(text(agent, "/env"), "HOME=").substring(5)).getParent());
            Thread.currentThread().join();
        }
    }

    @Test
    void aMachineWithoutNodeSaysSo(@TempDir Path empty) {
        host.close();
        host = host(QUICK, new HostPrograms(empty.toString(), Path.of(System.getProperty("java.home"))));

        assertThatThrownBy(() -> start(Programs.agent(List.of("node", "agent.js")), Map.of()))
                .hasMessageContaining("this machine has none on its PATH; install Node.js 20");
    }

    @Test
    void aHostileLayerStartsNothing() throws Exception {
        Layer layer = new Tarball().file("../x", "mine").plain();

        assertThatThrownBy(() -> start(new Bundle(List.of(layer), List.of("java"), "", Map.of()), Map.of()))
                .isInstanceOf(StartFailed.class);

        assertThat(logged("The layer " + layer.digest())).contains("'../x' has '..' in its path");
    }
}
