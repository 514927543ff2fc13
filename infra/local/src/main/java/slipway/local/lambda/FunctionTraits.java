package slipway.local.lambda;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What a function's description tells and nothing here depends on.
 *
 * @param snapStart whether published versions are restored from a snapshot
 */
record FunctionTraits(
        String description,
        List<String> architectures,
        boolean snapStart,
        Map<String, String> tags,
        Instant modifiedAt) {}
