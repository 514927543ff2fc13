package slipway.cli.plane;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.Optional;
import slipway.agentruntime.AgentCoreRuntimes;
import slipway.agentruntime.AgentCoreWire;
import slipway.agentruntime.AgentRuntimes;
import slipway.cli.failure.Exit;
import slipway.cli.failure.Failure;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sts.StsClient;

/** AWS, or the local cloud in its place, called by the person who runs the command. */
public final class Aws {
    private static final int LARGEST_ANSWER = 6 * 1024 * 1024;

    private final SdkHttpClient http = UrlConnectionHttpClient.create();
    private final AwsV4HttpSigner signer = AwsV4HttpSigner.create();
    private final Environment environment;
    private final Optional<URI> endpoint;
    private final AwsCredentialsProvider credentials;

    public Aws(Environment environment, Optional<URI> endpoint, AwsCredentialsProvider credentials) {
        this.environment = environment;
        this.endpoint = endpoint;
        this.credentials = credentials;
    }

    /** What answered, whatever it said. */
    public record Reply(int status, String errorType, byte[] body) {}

    public Environment environment() {
        return environment;
    }

    public Optional<URI> endpoint() {
        return endpoint;
    }

    /** A client of another service, for the environment's Region and with the caller's credentials. */
    public <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C client(B builder) {
        endpoint.ifPresent(builder::endpointOverride);
        return builder.region(Region.of(environment.region()))
                .credentialsProvider(credentials)
                .httpClient(http)
                .build();
    }

    /** AgentCore's control plane, in the environment's Region and with the caller's credentials. */
    public AgentRuntimes agentRuntimes() {
        return new AgentCoreRuntimes(AgentCoreWire.control(environment.region(), endpoint, credentials), http);
    }

    /**
     * Who calls, as AWS sees it.
     *
     * @throws SdkException where AWS does not say
     */
    public Identity caller() {
        try (StsClient sts = client(StsClient.builder())) {
            var identity = sts.getCallerIdentity();
            return new Identity(identity.account(), identity.arn());
        }
    }

    /** An identity and the account that it is of. */
    public record Identity(String account, String arn) {}

    /**
     * The credentials of this moment.
     *
     * @throws Failure where there are none, with the ways to get some
     */
    public AwsCredentialsIdentity credentials() {
        try {
            return credentials.resolveCredentials();
        } catch (SdkException none) {
            throw new Failure(Exit.NOT_ALLOWED, """
                    No usable AWS credentials: %s
                    Sign in (aws sso login), name a profile (--profile NAME or AWS_PROFILE), or set AWS_ACCESS_KEY_ID and its companions. \
                    The local cloud takes AWS_ACCESS_KEY_ID=test AWS_SECRET_ACCESS_KEY=test.""".formatted(first(none)));
        }
    }

    private static String first(SdkException none) {
        return String.valueOf(none.getMessage()).lines().findFirst().orElse("");
    }

    /** Posts JSON to a function URL, signed for Lambda. */
    public Reply post(URI url, byte[] body) throws IOException {
        var unsigned = SdkHttpRequest.builder()
                .method(SdkHttpMethod.POST)
                .uri(url)
                .putHeader("Content-Type", "application/json")
                .putHeader("Content-Length", Integer.toString(body.length))
                .build();
        var identity = credentials();
        var signed = signer.sign(sign -> sign.identity(identity)
                        .request(unsigned)
                        .payload(ContentStreamProvider.fromByteArray(body))
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "lambda")
                        .putProperty(AwsV4HttpSigner.REGION_NAME, environment.region()))
                .request();
        var call = http.prepareRequest(HttpExecuteRequest.builder()
                .request(signed)
                .contentStreamProvider(ContentStreamProvider.fromByteArray(body))
                .build());
        var response = call.call();
        try (InputStream content =
                response.responseBody().isPresent() ? response.responseBody().get() : InputStream.nullInputStream()) {
            var head = response.httpResponse();
            var type = head.firstMatchingHeader("x-amzn-ErrorType").orElse("");
            return new Reply(head.statusCode(), type, content.readNBytes(LARGEST_ANSWER));
        }
    }
}
