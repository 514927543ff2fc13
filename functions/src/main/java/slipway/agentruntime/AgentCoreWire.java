package slipway.agentruntime;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.utils.http.SdkHttpUtils;

/**
 * Requests to AgentCore, addressed and signed.
 *
 * <p>They are made by hand because the SDK's model is older than the service, and drops members that it does not know.
 */
public final class AgentCoreWire {
    private static final String SIGNING_NAME = "bedrock-agentcore";

    private final AwsV4HttpSigner signer = AwsV4HttpSigner.create();
    private final URI base;
    private final String region;
    private final AwsCredentialsProvider credentials;

    private AgentCoreWire(URI base, String region, AwsCredentialsProvider credentials) {
        this.base = base;
        this.region = region;
        this.credentials = credentials;
    }

    /** The control plane of the Region, or whatever answers at the endpoint. */
    public static AgentCoreWire control(String region, Optional<URI> endpoint, AwsCredentialsProvider credentials) {
        return new AgentCoreWire(
                endpoint.orElseGet(() -> host("bedrock-agentcore-control", region)), region, credentials);
    }

    /** The data plane of the Region, or whatever answers at the endpoint. */
    public static AgentCoreWire data(String region, Optional<URI> endpoint, AwsCredentialsProvider credentials) {
        return new AgentCoreWire(endpoint.orElseGet(() -> host("bedrock-agentcore", region)), region, credentials);
    }

    private static URI host(String service, String region) {
        return URI.create("https://%s.%s.amazonaws.com".formatted(service, region));
    }

    /**
     * Signs with the real time and the credentials of this moment.
     *
     * @param path segments as they are; they are encoded here, and an empty last one ends the path with a slash
     */
    public SdkHttpRequest sign(
            SdkHttpMethod method,
            List<String> path,
            Map<String, String> query,
            Map<String, String> headers,
            byte[] body) {
        var request = SdkHttpRequest.builder().method(method).uri(base).encodedPath(encoded(path));
        query.forEach(request::putRawQueryParameter);
        headers.forEach(request::putHeader);
        if (body.length > 0) {
            // A known length also keeps the JDK from sending the request again on its own when a connection breaks.
            request.putHeader("Content-Length", Integer.toString(body.length));
        }
        var identity = credentials.resolveCredentials();
        return signer.sign(sign -> sign.identity(identity)
                        .request(request.build())
                        .payload(ContentStreamProvider.fromByteArray(body))
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, SIGNING_NAME)
                        .putProperty(AwsV4HttpSigner.REGION_NAME, region))
                .request();
    }

    private String encoded(List<String> path) {
        var prefix = base.getRawPath() == null ? "" : base.getRawPath().replaceAll("/+$", "");
        return path.stream().map(SdkHttpUtils::urlEncode).collect(Collectors.joining("/", prefix + "/", ""));
    }
}
