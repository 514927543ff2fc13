package slipway.local.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static slipway.local.lambda.LocalFunctions.PLACE;
import static slipway.local.lambda.LocalFunctions.json;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import slipway.local.assembly.ResourceProvider.Made;
import slipway.local.edge.CallLog;
import slipway.local.edge.Caller;
import slipway.local.edge.Edge;
import slipway.local.edge.Faults;
import slipway.local.edge.LoggedCall;
import slipway.local.edge.Signed;
import slipway.local.iam.Decider;
import slipway.local.iam.Policies;

@Timeout(60)
class FunctionUrlIT {
    private static final String ARN = "arn:aws:lambda:eu-central-1:111122223333:function:desk:live";
    private static final String URL_GRANT = """
            {"Effect":"Allow","Action":"lambda:InvokeFunctionUrl","Resource":"%s",
             "Condition":{"StringEquals":{"lambda:FunctionUrlAuthType":"AWS_IAM"}}}""".formatted(ARN);
    private static final String FUNCTION_GRANT = """
            {"Effect":"Allow","Action":"lambda:InvokeFunction","Resource":"%s",
             "Condition":{"Bool":{"lambda:InvokedViaFunctionUrl":"true"}}}""".formatted(ARN);

    @TempDir
    private Path work;

    private final Policies policies = new Policies(PLACE);
    private final CallLog calls = new CallLog(100);
    private final HttpClient http = HttpClient.newHttpClient();
    private LocalFunctions local;
    private Edge edge;

    @BeforeEach
    void start() throws Exception {
        local = new LocalFunctions(work);
        Faults faults = new Faults(local.identities, local.clock);
        edge = new Edge(0, local.identities, new Decider(policies, PLACE), faults, calls, local.clock);
        UrlService urls =
                new UrlService(local.lambdas, new LambdaService(local.lambdas, local.mappings), local.settings);
        edge.register(urls);
        edge.mount(UrlService.PATH, urls);
        local.sample("desk");
    }

    @AfterEach
    void stop() {
        edge.close();
        local.close();
    }

    @Test
    void theFunctionGetsTheRequestWithItsCallerVerified() throws Exception {
        String key = person("alice", URL_GRANT, FUNCTION_GRANT);

        HttpResponse<String> answer = send(signed(url("AWS_IAM"), "tickets/7?colour=d%26g&x", key, "{\"a\":1}"));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("content-type")).contains("application/json");
        ObjectNode event = json(answer.body());
        assertThat(event.path("version").asText()).isEqualTo("2.0");
        assertThat(event.path("rawPath").asText()).isEqualTo("/tickets/7");
        assertThat(event.path("rawQueryString").asText()).isEqualTo("colour=d%26g&x=");
        assertThat(event.at("/queryStringParameters/colour").asText()).isEqualTo("d&g");
        assertThat(event.path("headers").path("x-reason").asText()).isEqualTo("Why not");
        assertThat(event.path("body").asText()).isEqualTo("{\"a\":1}");
        assertThat(event.path("isBase64Encoded").asBoolean()).isFalse();
        assertThat(event.at("/requestContext/http/method").asText()).isEqualTo("POST");
        assertThat(event.at("/requestContext/http/path").asText()).isEqualTo("/tickets/7");
        assertThat(event.at("/requestContext/time").asText()).matches("\\d\\d/\\w{3}/\\d{4}:[\\d:]{8} \\+0000");
        assertThat(event.at("/requestContext/authorizer/iam/userArn").asText())
                .isEqualTo("arn:aws:sts::111122223333:assumed-role/alice/laptop");
        assertThat(event.at("/requestContext/authorizer/iam/accessKey").asText())
                .isEqualTo(key);
        assertThat(event.at("/requestContext/authorizer/iam/userId").asText()).matches("AROA[A-Z0-9]{17}:laptop");
    }

    @Test
    void bothPermissionsAreNeeded() throws Exception {
        URI url = url("AWS_IAM");

        HttpResponse<String> withoutFunction = send(signed(url, "", person("a", URL_GRANT), ""));
        HttpResponse<String> withoutUrl = send(signed(url, "", person("b", FUNCTION_GRANT), ""));

        assertThat(withoutFunction.statusCode()).isEqualTo(403);
        assertThat(withoutFunction.body()).isEqualTo("{\"Message\":\"Forbidden\"}");
        assertThat(withoutUrl.statusCode()).isEqualTo(403);
        assertThat(calls.calls("lambda:InvokeFunction"))
                .flatExtracting(LoggedCall::asks)
                .contains(
                        new LoggedCall.Ask("lambda:InvokeFunctionUrl", ARN, true),
                        new LoggedCall.Ask("lambda:InvokeFunction", ARN, false));
    }

    @Test
    void whoMayComeThroughTheUrlMayNotInvokeDirectly() throws Exception {
        String key = person("alice", URL_GRANT, FUNCTION_GRANT);
        URI direct = edge.uri().resolve("/2015-03-31/functions/desk/invocations?Qualifier=live");

        HttpResponse<String> forged = send(signed(direct, "", key, "{\"requestContext\":{}}"));

        assertThat(forged.statusCode()).isEqualTo(403);
        assertThat(forged.body()).contains("is not authorized to perform: lambda:InvokeFunction");
    }

    @Test
    void theFunctionSaysStatusHeadersAndBody() throws Exception {
        HttpResponse<String> answer = send(signed(url("AWS_IAM"), "", "test", "created"));

        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(answer.headers().firstValue("x-colour")).contains("blue");
        assertThat(answer.headers().firstValue("content-type")).contains("text/plain");
        assertThat(answer.body()).isEqualTo("hello");
    }

    @Test
    void aFunctionThatFailsOrAnswersNonsenseIsABadGateway() throws Exception {
        URI url = url("AWS_IAM");

        HttpResponse<String> failed = send(signed(url, "", "test", "throw"));

        assertThat(failed.statusCode()).isEqualTo(502);
        assertThat(failed.body()).doesNotContain("as asked");
        assertThat(send(signed(url, "", "test", "wrong")).statusCode()).isEqualTo(502);
    }

    @Test
    void whoDoesNotSignIsAnonymousOrNotLetIn() throws Exception {
        HttpRequest.Builder closed = HttpRequest.newBuilder(url("AWS_IAM"));
        assertThat(send(closed).body()).isEqualTo("{\"Message\":\"Forbidden\"}");

        local.sample("counter");
        URI open = url("counter", "NONE");
        HttpResponse<String> answer = send(HttpRequest.newBuilder(open));

        assertThat(answer.statusCode()).isEqualTo(200);
        ObjectNode event = json(answer.body());
        assertThat(event.at("/requestContext/accountId").asText()).isEqualTo("anonymous");
        assertThat(event.at("/requestContext/authorizer").isMissingNode()).isTrue();
        local.denied.add("lambda:InvokeFunction");
        assertThat(send(HttpRequest.newBuilder(open)).statusCode()).isEqualTo(403);
    }

    @Test
    void anAddressThatNobodyHasIsForbidden() throws Exception {
        URI nobody = edge.uri().resolve("/lambda-url/nobody/");

        assertThat(send(signed(nobody, "", "test", "")).statusCode()).isEqualTo(403);
    }

    @Test
    void whatAUrlDoesNotKnowIsRefusedByName() {
        assertThatThrownBy(() -> make("desk", "NONE", "\"InvokeMode\":\"RESPONSE_STREAM\","))
                .hasMessageContaining("AWS::Lambda::Url")
                .hasMessageContaining("InvokeMode");
        assertThatThrownBy(() -> make("desk", "COGNITO", "")).hasMessageContaining("AuthType");
        assertThatThrownBy(() -> make("desk", "NONE", "\"Cors\":{},")).hasMessageContaining("Cors");
    }

    @Test
    void aPermissionCarriesTheConditionsOfUrls() {
        local.make("AWS::Lambda::Permission", """
                {"FunctionName":"%s","Action":"lambda:InvokeFunction","Principal":"*","InvokedViaFunctionUrl":true,
                 "FunctionUrlAuthType":"NONE"}""".formatted(ARN));

        assertThat(local.statements.getOrDefault(ARN, json("{}")).path("Condition"))
                .isEqualTo(json("""
                {"StringEquals":{"lambda:FunctionUrlAuthType":"NONE"},"Bool":{"lambda:InvokedViaFunctionUrl":"true"}}"""));
    }

    private String person(String role, String... statements) {
        String arn = policies.createRole("/", role, json("""
                {"Statement":{"Effect":"Allow","Action":"sts:AssumeRole",
                 "Principal":{"AWS":"arn:aws:iam::111122223333:root"}}}"""));
        policies.putRolePolicy(role, "own", json("{\"Statement\":[" + String.join(",", statements) + "]}"));
        return local.identities.issue(Caller.RoleSession.of(arn, "laptop")).accessKeyId();
    }

    private URI url(String authType) {
        return url("desk", authType);
    }

    /** The address on the edge's own port, which the provider here does not know. */
    private URI url(String function, String authType) {
        URI address = URI.create(make(function, authType, "").attributes().getOrDefault("FunctionUrl", ""));
        return edge.uri().resolve(address.getPath());
    }

    private Made make(String function, String authType, String more) {
        return local.make("AWS::Lambda::Url", """
                {"TargetFunctionArn":"arn:aws:lambda:eu-central-1:111122223333:function:%s","Qualifier":"live",%s
                 "AuthType":"%s"}""".formatted(function, more, authType));
    }

    private HttpRequest.Builder signed(URI url, String rest, String key, String body) {
        Map<String, String> headers = Map.of("Content-Type", "application/json; charset=utf-8", "X-Reason", "Why not");
        return Signed.by("lambda", local.identities, key).post(URI.create(url + rest), headers, body);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
