package slipway.local.lambda;

import java.nio.file.Path;
import java.util.function.Supplier;
import slipway.local.edge.Authorizer;
import slipway.local.edge.Caller;
import slipway.local.edge.Identities;
import slipway.local.edge.Place;
import slipway.local.time.ScaledClock;

/**
 * What functions need around them.
 *
 * @param roles lets Lambda take a function's role, if that trusts it
 * @param endpoint the edge's URL, which functions find in {@code AWS_ENDPOINT_URL}; asked for when a JVM starts
 * @param kept a folder for unzipped code, which the next cloud may share
 * @param concurrency JVMs per function version at once; further invocations wait
 */
public record LambdaSettings(
        Place place,
        ScaledClock clock,
        Authorizer authorizer,
        Identities identities,
        Roles roles,
        Supplier<String> endpoint,
        LogSink logs,
        FunctionMetrics metrics,
        Path kept,
        int concurrency) {

    /** Gives the session of a role that a service wants to take, or refuses with AccessDenied. */
    @FunctionalInterface
    public interface Roles {
        Caller.RoleSession assume(String roleArn, Caller.ServicePrincipal service, String session);
    }
}
