package slipway.drift;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import slipway.admission.Executions;
import slipway.ledger.RolloutId;
import slipway.target.TargetName;

/** What Step Functions remembers of rollouts that the ledger may have lost. */
final class Past {
    private final Map<TargetName, Long> last = new LinkedHashMap<>();
    private final Map<TargetName, List<String>> running = new LinkedHashMap<>();

    private Past() {}

    static Past of(Executions executions) {
        Past past = new Past();
        executions.each(execution -> execution.rollout().ifPresent(rollout -> past.add(rollout, execution)));
        return past;
    }

    private void add(RolloutId rollout, Executions.Remembered execution) {
        last.merge(rollout.target(), rollout.number(), Math::max);
        if (execution.runs()) {
            running.computeIfAbsent(rollout.target(), _ -> new ArrayList<>()).add(execution.arn());
        }
    }

    /** The number of the target's last rollout, 0 where none is remembered: names are refused for as long as they are. */
    long last(TargetName target) {
        return last.getOrDefault(target, 0L);
    }

    /** The executions that still run for the target. */
    List<String> running(TargetName target) {
        return running.getOrDefault(target, List.of());
    }
}
