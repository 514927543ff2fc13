package slipway.local.assembly;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What somebody wants of a stack.
 *
 * @param parameters values for the template's parameters; defaults hold for the others
 * @param token the caller's own name for this request, which its events repeat; null for none
 */
public record StackRequest(
        StackArtifact artifact,
        Map<String, String> parameters,
        OnFailure onFailure,
        @Nullable String token) {

    /** With the parameters' defaults; a failure is rolled back. */
    public static StackRequest of(StackArtifact artifact) {
        return new StackRequest(artifact, Map.of(), OnFailure.ROLLBACK, null);
    }
}
