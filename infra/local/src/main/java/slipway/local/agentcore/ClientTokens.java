package slipway.local.agentcore;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Answers a repeated request as the first one, where tokens are remembered: {@link OpenQuestion#CLIENT_TOKEN}. */
final class ClientTokens {
    private record Answered(ObjectNode request, ObjectNode answer) {}

    private final AgentCoreBehaviour behaviour;
    private final Map<String, Answered> answered = new HashMap<>();
    // A lock of its own: the same token twice at once must not do the work twice.
    private final ReentrantLock lock = new ReentrantLock();

    ClientTokens(AgentCoreBehaviour behaviour) {
        this.behaviour = behaviour;
    }

    ObjectNode once(String operation, @Nullable String token, ObjectNode request, Supplier<ObjectNode> work) {
        Rules.token(token);
        if (token == null || behaviour.isWorse(OpenQuestion.CLIENT_TOKEN)) {
            return work.get();
        }
        lock.lock();
        try {
            return remembered(operation + " " + token, request, work);
        } finally {
            lock.unlock();
        }
    }

    private ObjectNode remembered(String key, ObjectNode request, Supplier<ObjectNode> work) {
        Answered before = answered.get(key);
        if (before != null && !before.request().equals(request)) {
            throw Faults.conflict("The clientToken was used before with a different request");
        }
        ObjectNode answer = before == null ? work.get() : before.answer();
        answered.putIfAbsent(key, new Answered(request, answer));
        return answer;
    }
}
