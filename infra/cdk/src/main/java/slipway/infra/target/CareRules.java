package slipway.infra.target;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import org.jspecify.annotations.Nullable;
import slipway.infra.problem.Problems;
import software.amazon.awscdk.Token;

/** What a declaration must keep to in what it says of approval, bake, the time after a rollout and drift. */
record CareRules(Problems problems, Checks checks) {
    private static final int ALARMS = 20;
    private static final int LONGEST_DAYS = 365;
    private static final int MOST = 1_000_000;

    void check(Declaration declaration) {
        if (declaration.drift() != null) {
            drift(declaration.drift());
        }
        if (declaration.runtime() == null) {
            isPublishOnly("approval", declaration.approval());
            isPublishOnly("bake", declaration.bake());
            isPublishOnly("aftercare", declaration.aftercare());
            return;
        }
        if (declaration.approval() != null) {
            checks.between("approval.expiresHours", declaration.approval(), ChronoUnit.HOURS, 1, 336);
        }
        if (declaration.bake() != null) {
            bake(declaration.bake());
        }
        if (declaration.aftercare() != null && declaration.aftercare().keepVersions() != null) {
            checks.between("keepVersions", declaration.aftercare().keepVersions(), 5, 900);
        }
    }

    private void drift(Drift drift) {
        checks.between("drift.heldTooLongDays", drift.heldTooLong(), ChronoUnit.DAYS, 1, LONGEST_DAYS);
        checks.between("drift.vetoedTooLongDays", drift.vetoedTooLong(), ChronoUnit.DAYS, 1, LONGEST_DAYS);
    }

    private void isPublishOnly(String field, @Nullable Object said) {
        problems.unless(said == null, field, said, "remove it: without a runtime nothing is rolled out");
    }

    private void bake(Bake bake) {
        checks.between("bake.minutes", bake.time(), ChronoUnit.MINUTES, 1, 1440);
        var alarms = bake.alarms();
        problems.unless(alarms.size() <= ALARMS, "bake.alarms", alarms.size() + " alarms", "name at most " + ALARMS);
        problems.unless(new HashSet<>(alarms).size() == alarms.size(), "bake.alarms", alarms, "name each alarm once");
        alarms.forEach(this::alarm);
        bounds(bake.bounds());
        if (bake.traffic() != null) {
            traffic(bake.traffic(), bake.bounds());
        }
    }

    private void alarm(String name) {
        // The name of an alarm that this app makes is known to CloudFormation alone.
        if (!Token.isUnresolved(name)) {
            checks.length("bake.alarms", name, 1, 255);
            problems.unless(!name.matches("(?s).*\\p{Cntrl}.*"), "bake.alarms", name, "write a name in one line");
        }
    }

    private void bounds(Bake.Bounds bounds) {
        checks.percent("bake.errorPercent", bounds.errorPercent());
        checks.percent("bake.throttlePercent", bounds.throttlePercent());
        Duration latency = bounds.latency();
        if (latency != null) {
            checks.between("bake.latencyMillis", latency, ChronoUnit.MILLIS, 1, 900_000);
        }
        checks.ratio("bake.latencyRatio", bounds.latencyRatio());
    }

    private void traffic(Bake.Traffic traffic, Bake.Bounds bounds) {
        problems.unless(
                !bounds.equals(Bake.Bounds.none()),
                "bake.traffic",
                traffic,
                "remove it, or declare the bounds that the traffic is judged by");
        checks.between("bake.minInvocations", traffic.minInvocations(), 0, MOST);
        checks.between("bake.minNewSessions", traffic.minNewSessions(), 0, MOST);
        checks.between("bake.tooLittleTraffic.waitMinutes", traffic.patience(), ChronoUnit.MINUTES, 0, 1440);
    }
}
