package slipway.local.page;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import slipway.local.LocalCloud;
import slipway.local.ecr.ImageSpec;
import slipway.local.ecr.Pusher;
import slipway.local.edge.Place;
import slipway.local.story.Sample;

/** Who gets in, and what goes out: raw HTTP, since no client forges a Host or an Origin. */
final class DoorIT {
    private static final String PUSH = "{\"repository\":\"agents/support\",\"image\":\"good\"}";
    private static LocalCloud cloud;

    @BeforeAll
    static void begin() throws IOException {
        Path assembly = Path.of(System.getProperty("slipway.root"), "infra/cdk/target/cdk.out");
        cloud = new LocalCloud(
                assembly, new Place("111122223333", "eu-central-1"), 0, 60, (wanted, made, done, total) -> {});
        Sample.deployControlPlane(cloud);
        new Pusher(cloud.uri(), "test").push("agents/support", "1.9.0", ImageSpec.arm64(Map.of()));
    }

    @AfterAll
    static void end() {
        cloud.close();
    }

    @Test
    void pageComesWithAPolicyThatLetsNothingElseIn() throws IOException {
        assertThat(ask("GET", "/", "", "Host: " + host()))
                .startsWith("HTTP/1.1 200 ")
                .contains("default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'")
                .contains("frame-ancestors 'none'")
                .containsIgnoringCase("X-Content-Type-Options: nosniff")
                .contains("<title>Slipway: local cloud</title>");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/_slipway/page/page.js", "/_slipway/events", "/_slipway/push"})
    void foreignNameOfThisMachineIsRefused(String path) throws IOException {
        assertThat(ask("GET", path, "", "Host: rebound.example")).startsWith("HTTP/1.1 403 ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Origin: http://evil.example",
                "Origin: http://127.0.0.1:1",
                "Origin: null",
                "Sec-Fetch-Site: cross-site",
                "Sec-Fetch-Site: same-site"
            })
    void foreignPageNeitherPushesNorListens(String header) throws IOException {
        var tags = cloud.ecr().tags("agents/support");
        String[] headers = {"Host: " + host(), "Content-Type: application/json", header};

        assertThat(ask("POST", "/_slipway/push", PUSH, headers))
                .startsWith("HTTP/1.1 403 ")
                .contains("comes from another web page");
        assertThat(ask("GET", "/_slipway/events", "", headers)).startsWith("HTTP/1.1 403 ");
        assertThat(cloud.ecr().tags("agents/support")).isEqualTo(tags);
    }

    @Test
    void pushIsJsonAndPosted() throws IOException {
        assertThat(ask("POST", "/_slipway/push", PUSH, "Host: " + host(), "Content-Type: text/plain"))
                .startsWith("HTTP/1.1 415 ");
        assertThat(ask("GET", "/_slipway/push", "", "Host: " + host())).startsWith("HTTP/1.1 405 ");
        assertThat(push(" ".repeat(2000))).startsWith("HTTP/1.1 413 ");
        assertThat(push("good")).startsWith("HTTP/1.1 400 ").contains("must be JSON");
    }

    @Test
    void whatCannotBePushedIsRefusedWithWhatCan() throws IOException {
        assertThat(push("{\"repository\":\"agents/support\",\"image\":\"best\"}"))
                .startsWith("HTTP/1.1 400 ")
                .contains("image is 'best'", "good, bad, slow, wrong-architecture");
        assertThat(push("{\"repository\":\"agents/nobody\",\"image\":\"good\"}"))
                .startsWith("HTTP/1.1 400 ")
                .contains("repository is 'agents/nobody'");
    }

    @Test
    void pushTakesTheVersionThatComesNext() throws IOException {
        assertThat(push(PUSH)).startsWith("HTTP/1.1 201 ").contains("\"tag\":\"1.10.0\"", "sha256:");
        assertThat(cloud.ecr().tags("agents/support"))
                .hasValueSatisfying(tags -> assertThat(tags).contains("1.10.0"));
    }

    @Test
    void repositoryThatIsStillEmptyGetsItsFirstVersion() throws IOException {
        cloud.ecr().repository("agents/awaited");

        assertThat(push("{\"repository\":\"agents/awaited\",\"image\":\"good\"}"))
                .startsWith("HTTP/1.1 201 ")
                .contains("\"tag\":\"1.0.0\"");
    }

    @Test
    void unsignedCallOfAnythingElseIsAwsError() throws IOException {
        assertThat(ask("POST", "/", "{}", "Host: " + host()))
                .startsWith("HTTP/1.1 403 ")
                .contains("Exception");
        assertThat(ask("GET", "/runtimes/", "", "Host: " + host())).startsWith("HTTP/1.1 403 ");
    }

    @Test
    void listenerHearsEverythingAtOnceAndThenBeats() throws IOException {
        try (Socket socket = open("GET", "/_slipway/events", "", "Host: " + host())) {
            BufferedReader in = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
            List<String> events = new ArrayList<>();
            while (!events.contains("event: beat")) {
                events.add(in.readLine());
            }
            assertThat(events).filteredOn("event: snapshot"::equals).isNotEmpty();
            assertThat(events).anyMatch(line -> line.contains("\"account\":\"111122223333\""));
        }
    }

    private static String push(String body) throws IOException {
        return ask("POST", "/_slipway/push", body, "Host: " + host(), "Content-Type: application/json");
    }

    private static String host() {
        return cloud.uri().getAuthority();
    }

    private static String ask(String method, String path, String body, String... headers) throws IOException {
        try (Socket socket = open(method, path, body, headers)) {
            return new String(socket.getInputStream().readAllBytes(), UTF_8);
        }
    }

    private static Socket open(String method, String path, String body, String... headers) throws IOException {
        Socket socket = new Socket(cloud.uri().getHost(), cloud.uri().getPort());
        socket.setSoTimeout((int) Duration.ofSeconds(30).toMillis());
        List<String> lines = new ArrayList<>(List.of(method + " " + path + " HTTP/1.1", "Connection: close"));
        lines.addAll(List.of(headers));
        lines.add("Content-Length: " + body.length());
        socket.getOutputStream().write((String.join("\r\n", lines) + "\r\n\r\n" + body).getBytes(UTF_8));
        return socket;
    }
}
