package slipway.local.edge;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Clock;
import java.util.Map;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;

/** A request as an AWS SDK signs it, for this service, by the holder of this key. */
public record Signed(String service, AwsCredentialsIdentity key, Clock clock) {
    private static final AwsV4HttpSigner SIGNER = AwsV4HttpSigner.create();

    public static Signed by(String service, Identities identities, String accessKeyId) {
        return by(service, identities.key(accessKeyId).orElse(new Identities.Key(accessKeyId, "guessed", "", null)));
    }

    static Signed by(String service, Identities.Key key) {
        AwsCredentialsIdentity identity = key.sessionToken().isEmpty()
                ? AwsCredentialsIdentity.create(key.accessKeyId(), key.secretAccessKey())
                : AwsSessionCredentialsIdentity.create(key.accessKeyId(), key.secretAccessKey(), key.sessionToken());
        return new Signed(service, identity, Clock.systemUTC());
    }

    /** By somebody whose key nobody here has given out. */
    public static Signed byStranger(String service, String accessKeyId) {
        return by(service, new Identities.Key(accessKeyId, "guessed", "", null));
    }

    public static Signed byAdministrator(String service) {
        return by(service, new Identities.Key("test", "test", "", null));
    }

    Signed at(Clock when) {
        return new Signed(service, key, when);
    }

    public HttpRequest.Builder post(URI uri, Map<String, String> headers, String body) {
        return request("POST", uri, headers, body.getBytes(UTF_8));
    }

    public HttpRequest.Builder request(String method, URI uri, Map<String, String> headers, byte[] body) {
        SdkHttpRequest.Builder unsigned =
                SdkHttpRequest.builder().method(SdkHttpMethod.fromValue(method)).uri(uri);
        headers.forEach(unsigned::putHeader);
        SdkHttpRequest signed = SIGNER.sign(sign -> sign.identity(key)
                        .request(unsigned.build())
                        .payload(ContentStreamProvider.fromByteArray(body))
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, service)
                        .putProperty(AwsV4HttpSigner.REGION_NAME, "eu-central-1")
                        .putProperty(HttpSigner.SIGNING_CLOCK, clock))
                .request();
        HttpRequest.Builder request =
                HttpRequest.newBuilder(uri).method(method, HttpRequest.BodyPublishers.ofByteArray(body));
        signed.headers().forEach((name, values) -> {
            if (!name.equalsIgnoreCase("Host") && !name.equalsIgnoreCase("Content-Length")) {
                values.forEach(value -> request.header(name, value));
            }
        });
        return request;
    }
}
