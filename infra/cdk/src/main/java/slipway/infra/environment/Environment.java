package slipway.infra.environment;

import java.time.Duration;
import java.util.SortedMap;
import java.util.SortedSet;
import slipway.infra.naming.Names;
import software.amazon.awscdk.RemovalPolicy;

/**
 * One environment of {@code infra/environments.json}.
 *
 * @param production guards against deletion, refuses what only a trial may have, and lets alarms wake people
 * @param sample whether the sample's stacks are part of it
 * @param removal what becomes of stored data when its stack is deleted
 * @param keep what stays though {@code removal} is {@code destroy}
 * @param tags set on every resource
 * @param pushToLive longest that an image should take from its push to the live endpoint, whole minutes
 * @param driftCheck how often every target is looked at, whole minutes; zero for on demand only
 */
public record Environment(
        Names names,
        boolean production,
        boolean sample,
        Removal removal,
        SortedSet<Kept> keep,
        int logRetentionDays,
        SortedMap<String, String> tags,
        Duration pushToLive,
        Duration driftCheck,
        ImageTags imageTags,
        OperatorEntry operatorEntry,
        Organisation organisation) {

    /** What becomes of {@code what} when its stack is deleted. */
    public RemovalPolicy removalOf(Kept what) {
        return keep.contains(what) ? RemovalPolicy.RETAIN : removal.policy();
    }

    /** ARN of one of the environment's roles. */
    public String roleArn(String roleName) {
        return names.roleArn(organisation.rolePath(), roleName);
    }
}
