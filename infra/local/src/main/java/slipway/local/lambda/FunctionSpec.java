package slipway.local.lambda;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import slipway.local.edge.Caller;

/**
 * A function's code and configuration; a version is one that never changes.
 *
 * @param version {@code $LATEST} or a number
 * @param role whom it is when it calls
 * @param timeout real time
 * @param memory megabytes
 * @param concurrency how many JVMs it may have at once
 * @param deadLetters the ARN of the queue or topic that gets asynchronous events that were given up; null: none
 * @param mayLoop whether an event may come back to it over and over
 */
record FunctionSpec(
        String name,
        String arn,
        String version,
        Deployable code,
        String handler,
        Duration timeout,
        int memory,
        Map<String, String> environment,
        Caller.RoleSession role,
        String logGroup,
        String logFormat,
        int concurrency,
        @Nullable String deadLetters,
        boolean mayLoop,
        FunctionTraits traits) {
    static final String LATEST = "$LATEST";

    FunctionSpec published(String newVersion) {
        return new FunctionSpec(
                name,
                arn,
                newVersion,
                code,
                handler,
                timeout,
                memory,
                environment,
                role,
                logGroup,
                logFormat,
                concurrency,
                deadLetters,
                mayLoop,
                traits);
    }

    /** Whether JVMs of this version come from a snapshot. */
    boolean isRestored() {
        return traits.snapStart() && !version.equals(LATEST);
    }

    String qualifiedArn() {
        return arn + ":" + version;
    }
}
