package slipway.local.edge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;

/** The SDK signs; the edge, which has a reading of the standard of its own, must agree. */
class SignatureIT {
    private static final Signed ADMINISTRATOR = Signed.byAdministrator("orders");

    private EdgeFixture fixture;

    @BeforeEach
    void open() throws Exception {
        fixture = new EdgeFixture();
        fixture.edge.register(new Shelf());
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void aSecretThatIsNotTheKeysIsRefused() throws Exception {
        HttpResponse<String> response = fixture.call(Signed.by("orders", key("test", "guessed", "")), "Place");

        assertRefused(response, "InvalidSignatureException", "does not match the signature you provided");
        assertThat(response.body()).contains("The Canonical String for this request should have been");
    }

    @Test
    void aSessionsTokenBelongsToItsKey() throws Exception {
        Identities.Key session = fixture.identities.issue(EdgeFixture.WRITER);
        String id = session.accessKeyId();
        String secret = session.secretAccessKey();

        assertThat(fixture.call(Signed.by("orders", session), "Place").statusCode())
                .isEqualTo(200);
        assertRefused(
                fixture.call(Signed.by("orders", key(id, secret, "another")), "Place"),
                "UnrecognizedClientException",
                "The security token included in the request is invalid.");
        assertRefused(
                fixture.call(Signed.by("orders", key(id, secret, "")), "Place"),
                "UnrecognizedClientException",
                "invalid");
        assertRefused(
                fixture.call(Signed.by("orders", key("test", "test", "left over")), "Place"),
                "UnrecognizedClientException",
                "unset AWS_SESSION_TOKEN");
    }

    @Test
    void aSessionEnds() throws Exception {
        Identities.Key ended =
                fixture.identities.issue(EdgeFixture.WRITER, Instant.now().minusSeconds(1));
        Identities.Key open =
                fixture.identities.issue(EdgeFixture.WRITER, Instant.now().plusSeconds(900));

        assertRefused(fixture.call(Signed.by("orders", ended), "Place"), "ExpiredTokenException", "is expired");
        assertThat(fixture.call(Signed.by("orders", open), "Place").statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "-301, Signature expired",
        "301, Signature not yet current",
        "-290, ''",
        "290, ''",
    })
    void aSignatureIsOfTheLastFiveMinutes(int seconds, String said) throws Exception {
        Clock clock = Clock.offset(Clock.systemUTC(), Duration.ofSeconds(seconds));

        HttpResponse<String> response = fixture.call(ADMINISTRATOR.at(clock), "Place");

        if (said.isEmpty()) {
            assertThat(response.statusCode()).isEqualTo(200);
        } else {
            assertRefused(response, "InvalidSignatureException", said);
        }
    }

    @Test
    void aBodyThatWasChangedOnItsWayIsRefused() throws Exception {
        HttpRequest.Builder changed = ADMINISTRATOR
                .post(fixture.edge.uri(), EdgeFixture.json("Place"), "{}")
                .POST(HttpRequest.BodyPublishers.ofString("{\"more\":1}"));

        assertRefused(fixture.send(changed), "InvalidSignatureException", "does not match");
    }

    @Test
    void aHeaderThatWasSignedMayNotChange() throws Exception {
        HttpRequest.Builder changed = ADMINISTRATOR
                .post(fixture.edge.uri(), EdgeFixture.json("Place"), "{}")
                .setHeader("x-amz-target", "Orders.Delete");

        assertRefused(fixture.send(changed), "InvalidSignatureException", "does not match");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/shelf/arn%3Aaws%3Aorders%3A%3A1%2Fa",
                "/shelf/caf%C3%A9%20~-_.*",
                "/shelf//two",
                "/shelf/end/",
                "/shelf/book?b=2&a=1&a=0&flag&empty=",
                "/shelf/book?q=a%20b%2Bc%2F%7E&list=%5B%5D",
            })
    void whateverIsInPathAndQueryIsSignedAlike(String path) throws Exception {
        URI uri = URI.create(fixture.edge.uri() + path);

        HttpResponse<String> response =
                fixture.send(Signed.byAdministrator("shelf").request("GET", uri, Map.of(), new byte[0]));

        assertThat(response.body()).isEqualTo("{}");
    }

    @Test
    void aQueryThatWasChangedIsRefused() throws Exception {
        HttpRequest.Builder changed = Signed.byAdministrator("shelf")
                .request("GET", URI.create(fixture.edge.uri() + "/shelf/book?page=1"), Map.of(), new byte[0])
                .uri(URI.create(fixture.edge.uri() + "/shelf/book?page=2"));

        assertRefused(fixture.send(changed), "InvalidSignatureException", "does not match");
    }

    @Test
    void aHeadersBlanksDoNotCount() throws Exception {
        Map<String, String> headers = Map.of("x-amz-meta-title", "  two   words ");

        assertThat(fixture.send(Signed.byAdministrator("shelf")
                                .request("GET", URI.create(fixture.edge.uri() + "/shelf/book"), headers, new byte[0]))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void aSignatureOfAnotherRegionSaysWhichOneThisIs() throws Exception {
        HttpRequest.Builder there = HttpRequest.newBuilder(fixture.edge.uri())
                .header("x-amz-date", "20261121T120000Z")
                .header(
                        "authorization",
                        "AWS4-HMAC-SHA256 Credential=test/20261121/us-west-2/orders/aws4_request,"
                                + "SignedHeaders=host;x-amz-date,Signature=0");

        assertRefused(fixture.send(there), "InvalidSignatureException", "not 'us-west-2'. This cloud is eu-central-1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "AWS4-HMAC-SHA256",
                "AWS4-HMAC-SHA256 Credential=test/eu-central-1/orders/aws4_request, SignedHeaders=host, Signature=0",
                "AWS4-HMAC-SHA256 Credential=test/20261121/eu-central-1/orders/aws4_request, Signature=0",
                "AWS4-HMAC-SHA256 Credential=test/20261121/eu-central-1/orders/aws4_request, SignedHeaders=host",
            })
    void aSignatureThatLacksAPartIsIncomplete(String authorization) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(fixture.edge.uri())
                .header("x-amz-date", "20261121T120000Z")
                .header("authorization", authorization);

        assertRefused(fixture.send(request), "IncompleteSignatureException", "");
    }

    @Test
    void aPresignedCallIsSignedByItsQueryUntilItExpires() throws Exception {
        Instant now = Instant.now();

        assertThat(fixture.send(HttpRequest.newBuilder(presigned(now))).body()).isEqualTo("{}");
        assertThat(fixture.send(HttpRequest.newBuilder(presigned(now.minusSeconds(590))))
                        .statusCode())
                .isEqualTo(200);
        assertRefused(
                fixture.send(HttpRequest.newBuilder(presigned(now.minusSeconds(610)))),
                "InvalidSignatureException",
                "Signature expired");
        assertRefused(
                fixture.send(HttpRequest.newBuilder(URI.create(presigned(now) + "&more=1"))),
                "InvalidSignatureException",
                "does not match");
    }

    @Test
    void aBodyThatNobodySignedPassesWhereTheClientSaysSo() throws Exception {
        SdkHttpRequest signed = AwsV4HttpSigner.create()
                .sign(sign -> sign.identity(ADMINISTRATOR.key())
                        .request(SdkHttpRequest.builder()
                                .method(SdkHttpMethod.POST)
                                .uri(URI.create("https://" + fixture.edge.uri().getAuthority()))
                                .putHeader("x-amz-target", "Orders.Place")
                                .build())
                        .putProperty(AwsV4HttpSigner.PAYLOAD_SIGNING_ENABLED, false)
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "orders")
                        .putProperty(AwsV4HttpSigner.REGION_NAME, "eu-central-1"))
                .request();
        HttpRequest.Builder request =
                HttpRequest.newBuilder(fixture.edge.uri()).POST(HttpRequest.BodyPublishers.ofString("{}"));
        signed.headers().forEach((name, values) -> {
            if (!name.equals("Host")) {
                request.header(name, values.getFirst());
            }
        });

        assertThat(signed.firstMatchingHeader("x-amz-content-sha256")).contains("UNSIGNED-PAYLOAD");
        assertThat(fixture.send(request).statusCode()).isEqualTo(200);
    }

    private URI presigned(Instant when) {
        return AwsV4HttpSigner.create()
                .sign(sign -> sign.identity(ADMINISTRATOR.key())
                        .request(SdkHttpRequest.builder()
                                .method(SdkHttpMethod.GET)
                                .uri(URI.create(fixture.edge.uri() + "/shelf/book?page=1"))
                                .build())
                        .putProperty(
                                AwsV4FamilyHttpSigner.AUTH_LOCATION, AwsV4FamilyHttpSigner.AuthLocation.QUERY_STRING)
                        .putProperty(AwsV4FamilyHttpSigner.EXPIRATION_DURATION, Duration.ofMinutes(10))
                        .putProperty(AwsV4HttpSigner.SIGNING_CLOCK, Clock.fixed(when, ZoneOffset.UTC))
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "shelf")
                        .putProperty(AwsV4HttpSigner.REGION_NAME, "eu-central-1"))
                .request()
                .getUri();
    }

    private static Identities.Key key(String id, String secret, String token) {
        return new Identities.Key(id, secret, token, null);
    }

    private static void assertRefused(HttpResponse<String> response, String code, String said) {
        String named = response.headers().firstValue("x-amzn-errortype").orElse(response.body());
        assertThat(named).contains(code);
        assertThat(response.body()).contains(said);
    }

    /** Answers to every path, and knows nothing. */
    private static final class Shelf extends RestJsonService {
        @Override
        public Set<String> signingNames() {
            return Set.of("shelf");
        }

        @Override
        protected List<RestRoute> routes() {
            return List.of(
                    new RestRoute("GetBook", "GET", "/shelf/{book}", Shelf::book),
                    new RestRoute("GetPage", "GET", "/shelf/{book}/{page}", Shelf::book));
        }

        private static Answer book(RestRequest request) {
            request.call().authorize("shelf:GetBook", "*");
            return Answer.of(200, "application/json", "{}".getBytes(UTF_8));
        }
    }
}
