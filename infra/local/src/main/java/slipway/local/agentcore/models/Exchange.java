package slipway.local.agentcore.models;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request and its answer.
 *
 * @param path raw, still percent-encoded
 * @param requestHeaders by lower-case name, as are the answer's
 * @param response null where the answer was streamed and is not looked at
 */
record Exchange(
        String method,
        String path,
        Map<String, String> query,
        Map<String, String> requestHeaders,
        byte[] request,
        int status,
        Map<String, String> responseHeaders,
        byte @Nullable [] response) {}
