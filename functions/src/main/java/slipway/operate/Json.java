package slipway.operate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.Optional;
import java.util.function.Function;
import slipway.ledger.Caller;

/** What the answers have in common. */
final class Json {
    private Json() {}

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    /** Who, and what the caller calls the session. */
    static ObjectNode caller(Caller caller) {
        ObjectNode who = object().put("arn", caller.arn());
        caller.session().ifPresent(session -> who.put("session", session));
        return who;
    }

    /** A member as text, where there is something to say. */
    static void put(ObjectNode to, String name, Optional<?> value) {
        value.ifPresent(v -> to.put(name, v.toString()));
    }

    static void set(ObjectNode to, String name, Optional<? extends JsonNode> value) {
        value.ifPresent(v -> to.set(name, v));
    }

    static <T> void list(ObjectNode to, String name, Collection<T> all, Function<T, ? extends JsonNode> each) {
        var array = to.putArray(name);
        all.forEach(one -> array.add(each.apply(one)));
    }
}
