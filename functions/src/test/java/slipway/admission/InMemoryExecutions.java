package slipway.admission;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import slipway.ledger.RolloutId;
import slipway.ledger.RolloutRecord;

/** Step Functions in memory: names are never used twice, and whoever tests runs what was started. */
public final class InMemoryExecutions implements Executions {
    private final Map<String, RolloutId> started = new LinkedHashMap<>();
    private final List<String> over = new ArrayList<>();
    private final List<String> woken = new ArrayList<>();

    @Override
    public Start start(RolloutRecord rollout) {
        String name = rollout.executionName();
        if (over.contains(name)) {
            return new Start.Over(name);
        }
        started.put(name, rollout.id());
        return new Start.Running(name);
    }

    @Override
    public boolean runs(String execution) {
        return started.containsKey(execution) && !over.contains(execution);
    }

    @Override
    public void wake(String token) {
        woken.add(token);
    }

    @Override
    public void each(Consumer<Remembered> each) {
        started.keySet().forEach(name -> each.accept(new Remembered(name, name, runs(name))));
    }

    /** The executions that are not over, oldest first. */
    public List<String> running() {
        return started.keySet().stream().filter(name -> !over.contains(name)).toList();
    }

    public RolloutId rollout(String execution) {
        RolloutId id = started.get(execution);
        if (id == null) {
            throw new IllegalArgumentException("never started: " + execution);
        }
        return id;
    }

    public void end(String execution) {
        over.add(execution);
    }

    public List<String> all() {
        return List.copyOf(started.keySet());
    }

    public List<String> woken() {
        return List.copyOf(woken);
    }
}
