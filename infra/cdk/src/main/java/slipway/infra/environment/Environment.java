package slipway.infra.environment;

import java.util.SortedMap;
import slipway.infra.naming.Names;

/**
 * One environment of {@code infra/environments.json}.
 *
 * @param production guards against deletion, and refuses what only a trial may have
 * @param sample whether the sample's stacks are part of it
 * @param tags set on every resource
 */
public record Environment(
        Names names,
        boolean production,
        boolean sample,
        Removal removal,
        int logRetentionDays,
        SortedMap<String, String> tags) {}
