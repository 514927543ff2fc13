package slipway.local.lambda;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import slipway.local.edge.Identities;

/** Who may speak as the function: raw HTTP, since no client forges a Host or an Origin. */
final class RuntimeApiIT {
    private final RuntimeApi api =
            new RuntimeApi(Duration.ofSeconds(20), new Identities.Key("ASIAFUNCTION", "secret", "token", null));

    RuntimeApiIT() throws IOException {}

    @AfterEach
    void close() throws IOException {
        api.close();
    }

    @Test
    void functionIsHeard() throws IOException {
        assertThat(fail("Host: " + api.address())).isEqualTo("HTTP/1.1 202 Accepted");
        assertThat(api.initialized()).isCompleted();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Host: ADDRESS\r\nOrigin: http://evil.example",
                "Host: ADDRESS\r\nOrigin: http://ADDRESS",
                "Host: ADDRESS\r\nSec-Fetch-Site: cross-site",
                "Host: ADDRESS\r\nSec-Fetch-Site: none",
                "Host: rebound.example",
                "Accept: */*"
            })
    void browserIsNot(String headers) throws IOException {
        assertThat(fail(headers.replace("ADDRESS", api.address()))).isEqualTo("HTTP/1.1 403 Forbidden");
        assertThat(api.initialized()).isNotDone();
    }

    /** Says that the function could not start, and gives the first line of the answer. */
    private String fail(String headers) throws IOException {
        String[] address = api.address().split(":", 2);
        try (Socket socket = new Socket(address[0], Integer.parseInt(address[1]))) {
            socket.setSoTimeout((int) Duration.ofSeconds(10).toMillis());
            String head =
                    "POST /2018-06-01/runtime/init/error HTTP/1.1\r\n" + headers + "\r\nContent-Length: 2\r\n\r\n";
            socket.getOutputStream().write((head + "{}").getBytes(UTF_8));
            return new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8)).readLine();
        }
    }
}
