package slipway.local.edge;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** The newest calls that reached the edge, in the order in which they ended. */
public final class CallLog {
    private final int capacity;
    private final Deque<LoggedCall> calls = new ArrayDeque<>();
    private final List<Consumer<LoggedCall>> subscribers = new CopyOnWriteArrayList<>();
    private long last;

    /** @param capacity how many calls are kept; the oldest go first */
    public CallLog(int capacity) {
        this.capacity = capacity;
    }

    /** Tells every call from now on, one at a time and in order; run what is returned to stop it. */
    public Runnable subscribe(Consumer<LoggedCall> subscriber) {
        subscribers.add(subscriber);
        return () -> subscribers.remove(subscriber);
    }

    public synchronized List<LoggedCall> calls() {
        return List.copyOf(calls);
    }

    public List<LoggedCall> calls(Predicate<LoggedCall> wanted) {
        return calls().stream().filter(wanted).toList();
    }

    /** The calls that asked IAM for the action, allowed or not. */
    public List<LoggedCall> calls(String action) {
        return calls(call -> call.did(action));
    }

    synchronized void add(LoggedCall call) {
        LoggedCall numbered = call.numbered(++last);
        calls.addLast(numbered);
        if (calls.size() > capacity) {
            calls.removeFirst();
        }
        subscribers.forEach(subscriber -> subscriber.accept(numbered));
    }
}
