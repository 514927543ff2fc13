package slipway.local.assembly;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Puts what others need before them, and otherwise keeps the order that was given. */
final class Order {
    private final Map<String, ? extends Iterable<String>> needs;
    private final Set<String> done = new LinkedHashSet<>();
    private final Set<String> under = new LinkedHashSet<>();

    private Order(Map<String, ? extends Iterable<String>> needs) {
        this.needs = needs;
    }

    /** @throws IllegalArgumentException when things need each other in a circle, or need what is not there */
    static List<String> of(Map<String, ? extends Iterable<String>> needs) {
        Order order = new Order(needs);
        needs.keySet().forEach(order::visit);
        return new ArrayList<>(order.done);
    }

    private void visit(String name) {
        if (done.contains(name)) {
            return;
        }
        if (!under.add(name)) {
            throw new IllegalArgumentException("Circular dependency: " + under + " and " + name + " again");
        }
        Iterable<String> needed = needs.get(name);
        if (needed == null) {
            throw new IllegalArgumentException("'" + name + "' is needed and not there; seen on the way: " + under);
        }
        needed.forEach(this::visit);
        under.remove(name);
        done.add(name);
    }
}
