package slipway.local.servicequotas;

import java.util.function.IntSupplier;

/**
 * One quota of one service.
 *
 * @param service its code, for example {@code bedrock-agentcore}
 * @param code for example {@code L-9B442722}
 * @param adjustable whether AWS raises it on request
 * @param value asked for each time, because a quota may be changed while the cloud runs
 */
public record Quota(
        String service, String serviceName, String code, String name, boolean adjustable, IntSupplier value) {}
