package slipway.local.edge;

import java.util.Map;

/**
 * One request that reached the edge, its caller known.
 *
 * @param service the SigV4 signing name, for example {@code ssm}
 * @param path the raw path, still percent-encoded
 * @param query the decoded query parameters
 * @param headers by lower-case name
 */
public record Call(
        String service,
        Caller caller,
        String method,
        String path,
        Map<String, String> query,
        Map<String, String> headers,
        byte[] body,
        Authorizer authorizer) {

    /** The key that the call was signed with; empty for a call that nobody signed. */
    public String accessKeyId() {
        return Credential.of(headers, query).map(Credential::accessKeyId).orElse("");
    }

    /**
     * The body as it was before it was compressed on its way.
     *
     * @throws AwsError when it is compressed in a way that AWS does not read, or is too large
     */
    public byte[] content() {
        return Content.of(body, headers.getOrDefault("content-encoding", ""));
    }

    /** Every operation of a double asks here first, with the resource it is about to touch. */
    public void authorize(String action, String resource) {
        authorizer.authorize(caller, action, resource, Map.of());
    }

    /** The same, with condition keys. */
    public void authorize(String action, String resource, Map<String, String> context) {
        authorizer.authorize(caller, action, resource, context);
    }
}
