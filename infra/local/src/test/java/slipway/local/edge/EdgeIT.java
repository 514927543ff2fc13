package slipway.local.edge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EdgeIT {
    private EdgeFixture fixture;

    @BeforeEach
    void open() throws Exception {
        fixture = new EdgeFixture();
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void aSignedCallReachesItsServiceAsItsCaller() throws Exception {
        Identities.Key key = fixture.identities.issue(EdgeFixture.WRITER);

        HttpResponse<String> response = fixture.call(key.accessKeyId(), "Place");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEqualTo("{\"number\":1}");
        assertThat(response.headers().firstValue("x-amzn-requestid")).isPresent();
        assertThat(fixture.log.calls("orders:Place")).singleElement().satisfies(call -> {
            assertThat(call.caller()).isEqualTo(EdgeFixture.WRITER.arn());
            assertThat(call.status()).isEqualTo(200);
            assertThat(call.asks())
                    .containsExactly(new LoggedCall.Ask(
                            "orders:Place", "arn:aws:orders:eu-central-1:111122223333:book/today", true));
        });
    }

    @Test
    void aKeyThatNobodyHoldsIsDenied() throws Exception {
        HttpResponse<String> response = fixture.call("AKIANOBODY", "Place");

        assertThat(response.statusCode()).isEqualTo(403);
        assertThat(response.body()).contains("\"__type\":\"UnrecognizedClientException\"");
        assertThat(fixture.orders.placed).hasValue(0);
        assertThat(fixture.log.calls()).singleElement().satisfies(call -> {
            assertThat(call.caller()).isEqualTo("AKIANOBODY");
            assertThat(call.error()).isEqualTo("UnrecognizedClientException");
        });
    }

    @Test
    void aRevokedKeyIsDenied() throws Exception {
        Identities.Key key = fixture.identities.issue(EdgeFixture.WRITER);
        fixture.identities.revoke(key.accessKeyId());

        assertThat(fixture.call(key.accessKeyId(), "Place").statusCode()).isEqualTo(403);
    }

    @Test
    void whoBeginsWithTlsIsShownOutAtOnce() throws Exception {
        try (Socket client = new Socket(InetAddress.getLoopbackAddress(), fixture.edge.port())) {
            client.setSoTimeout(5_000);
            client.getOutputStream().write(new byte[] {0x16, 0x03, 0x01, 0x00, 0x05, 0x01, 0, 0, 1, 0});

            assertThat(client.getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void whoHasSaidAllGetsTheAnswerAllTheSame() throws Exception {
        fixture.edge.mount("/slow", request -> Answer.of(200, "text/plain", "here".getBytes(UTF_8)));
        try (Socket client = new Socket(InetAddress.getLoopbackAddress(), fixture.edge.port())) {
            client.setSoTimeout(5_000);
            client.getOutputStream()
                    .write("GET /slow HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n".getBytes(UTF_8));
            client.shutdownOutput();

            assertThat(new String(client.getInputStream().readAllBytes(), UTF_8))
                    .endsWith("here");
        }
    }

    @Test
    void anAnswerThatBreaksOffDoesNotLookWhole() {
        fixture.edge.mount(
                "/broken",
                request -> new Answer(200, Map.of("Content-Type", "text/plain"), out -> {
                    out.write("half".getBytes(UTF_8));
                    throw new IOException("the rest never came");
                }));

        assertThatThrownBy(() ->
                        fixture.send(HttpRequest.newBuilder(fixture.edge.uri().resolve("/broken"))))
                .isInstanceOf(IOException.class);
    }

    @Test
    void anAnswerThatCannotBeginIsLetGo() throws Exception {
        EdgeFixture.Unread body = new EdgeFixture.Unread();
        fixture.edge.mount("/broken", request -> new Answer(200, Map.of("Content-Length", "many"), body));

        assertThatThrownBy(() ->
                        fixture.send(HttpRequest.newBuilder(fixture.edge.uri().resolve("/broken"))))
                .isInstanceOf(IOException.class);

        assertThat(body.discarded.await(5, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void theBodyThatNobodyAskedForIsLetGo() throws Exception {
        EdgeFixture.Unread body = new EdgeFixture.Unread();
        fixture.edge.mount("/v2/", request -> new Answer(200, Map.of(), body));

        fixture.send(HttpRequest.newBuilder(fixture.edge.uri().resolve("/v2/")).HEAD());

        assertThat(body.discarded.await(5, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void aHandlerThatBreaksIsAnsweredFor() throws Exception {
        fixture.edge.mount("/broken", request -> {
            throw new IllegalStateException("no such drawer");
        });

        HttpResponse<String> response = get("/broken");

        assertThat(response.statusCode()).isEqualTo(500);
        assertThat(response.body()).contains("The local cloud broke: no such drawer");
    }

    @Test
    void anUnsignedCallIsDeniedInTheProtocolItSpeaks() throws Exception {
        HttpResponse<String> rest =
                fixture.send(HttpRequest.newBuilder(fixture.edge.uri().resolve("/runtimes/")));
        HttpResponse<String> form = fixture.send(HttpRequest.newBuilder(fixture.edge.uri())
                .header("content-type", "application/x-www-form-urlencoded; charset=utf-8")
                .POST(HttpRequest.BodyPublishers.ofString("Action=Publish")));

        assertThat(rest.statusCode()).isEqualTo(403);
        assertThat(rest.headers().firstValue("x-amzn-errortype")).contains("MissingAuthenticationTokenException");
        assertThat(form.statusCode()).isEqualTo(403);
        assertThat(form.body()).contains("<Code>MissingAuthenticationToken</Code>");
    }

    @Test
    void aServiceThatIsNotHereIsNamed() throws Exception {
        HttpResponse<String> response =
                fixture.send(Signed.byAdministrator("braket").post(fixture.edge.uri(), Map.of(), ""));

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).contains("braket");
    }

    @Test
    void aDoubleThatNeverAskedIamIsABug() throws Exception {
        HttpResponse<String> response = fixture.call("test", "Peek");

        assertThat(response.statusCode()).isEqualTo(500);
        assertThat(response.body()).contains("The local orders broke", "without asking IAM", "Orders.Peek");
    }

    @Test
    void aDenialIsLoggedAsOne() throws Exception {
        assertThat(fixture.call("test", "Delete").statusCode()).isEqualTo(403);

        assertThat(fixture.log.calls("orders:Delete")).singleElement().satisfies(call -> {
            assertThat(call.error()).isEqualTo("AccessDeniedException");
            assertThat(call.asks()).containsExactly(new LoggedCall.Ask("orders:Delete", "*", false));
        });
    }

    @Test
    void anUnsignedPathGoesToTheHandlerWithTheLongestPrefix() throws Exception {
        fixture.edge.mount("/v2/", request -> Answer.of(200, "text/plain", "registry".getBytes(UTF_8)));
        fixture.edge.mount("/", request -> Answer.of(200, "text/plain", "page".getBytes(UTF_8)));

        assertThat(get("/v2/agents/manifests/1.0").body()).isEqualTo("registry");
        assertThat(get("/index.html").body()).isEqualTo("page");
    }

    @Test
    void aHeadRequestKeepsItsLengthAndHasNoBody() throws Exception {
        fixture.edge.mount("/v2/", request -> Answer.of(200, "text/plain", "registry".getBytes(UTF_8)));

        HttpResponse<String> response = fixture.send(
                HttpRequest.newBuilder(fixture.edge.uri().resolve("/v2/")).HEAD());

        assertThat(response.headers().firstValue("content-length")).contains("8");
        assertThat(response.body()).isEmpty();
    }

    @Test
    void aStreamArrivesPieceByPiece() throws Exception {
        CountDownLatch read = new CountDownLatch(1);
        fixture.edge.mount(
                "/stream",
                request -> new Answer(200, Map.of("Content-Type", "text/event-stream"), out -> {
                    out.write("first\n".getBytes(UTF_8));
                    awaitQuietly(read);
                    out.write("second\n".getBytes(UTF_8));
                }));

        HttpRequest request =
                HttpRequest.newBuilder(fixture.edge.uri().resolve("/stream")).build();
        try (HttpClient http = HttpClient.newHttpClient();
                InputStream body = http.send(request, HttpResponse.BodyHandlers.ofInputStream())
                        .body()) {
            assertThat(body.readNBytes(6)).isEqualTo("first\n".getBytes(UTF_8));
            read.countDown();
            assertThat(body.readAllBytes()).isEqualTo("second\n".getBytes(UTF_8));
        }
    }

    @Test
    void anObserverSeesWhatWentOverTheWire() throws Exception {
        List<Exchange> seen = new ArrayList<>();
        CountDownLatch observed = new CountDownLatch(1);
        fixture.edge.observe(exchange -> {
            seen.add(exchange);
            observed.countDown();
        });

        fixture.call("test", "Place");
        observed.await();

        assertThat(seen).singleElement().satisfies(exchange -> {
            assertThat(exchange.service()).isEqualTo("orders");
            assertThat(exchange.requestBody()).isEqualTo("{}".getBytes(UTF_8));
            assertThat(exchange.responseBody()).isEqualTo("{\"number\":1}".getBytes(UTF_8));
        });
    }

    @Test
    void aQueryServiceAnswersInXml() throws Exception {
        fixture.edge.register(new Topics());

        HttpResponse<String> response = fixture.send(Signed.byAdministrator("topics")
                .post(fixture.edge.uri(), Map.of(), "Action=Publish&Message=a%20%3C+b"));

        assertThat(response.body())
                .startsWith("<PublishResponse xmlns=\"http://topics/\"><PublishResult><Echo>a &lt; b</Echo>");
    }

    private HttpResponse<String> get(String path) throws Exception {
        return fixture.send(HttpRequest.newBuilder(fixture.edge.uri().resolve(path)));
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static final class Topics extends QueryService {
        @Override
        public Set<String> signingNames() {
            return Set.of("topics");
        }

        @Override
        protected String namespace() {
            return "http://topics/";
        }

        @Override
        protected Map<String, Operation> operations() {
            return Map.of("Publish", (call, form) -> {
                call.authorize("topics:Publish", "*");
                return "<Echo>" + escape(form.getOrDefault("Message", "")) + "</Echo>";
            });
        }
    }
}
