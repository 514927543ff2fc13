package slipway.local.assembly;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What stacks give to each other, by names that are unique in account and Region. */
final class Exports {
    private final Map<String, Export> exports = new HashMap<>();
    /** The names of exports by the stack that imports them. */
    private final Map<String, Set<String>> imports = new HashMap<>();

    /** @param stack the name of the one that gives it */
    record Export(String name, String stack, String value) {}

    synchronized String imported(String name, String byStack) {
        Export export = exports.get(name);
        if (export == null) {
            throw new IllegalArgumentException("No export named " + name + " found");
        }
        imports.computeIfAbsent(byStack, _ -> new HashSet<>()).add(name);
        return export.value();
    }

    /** From now on the stack imports what it asks for from now on; gives what it did import. */
    synchronized Set<String> importAnew(String stack) {
        Set<String> before = imports.remove(stack);
        return before == null ? Set.of() : before;
    }

    /** It imports what it did before. */
    synchronized void importAgain(String stack, Set<String> before) {
        imports.put(stack, before);
    }

    /**
     * From now on the stack exports these, and nothing else.
     *
     * @throws IllegalArgumentException when another stack exports one of them, or needs what changes or goes
     */
    synchronized void publish(String stack, List<Export> wanted) {
        Map<String, Export> next = new HashMap<>();
        wanted.forEach(export -> next.put(export.name(), export));
        next.keySet().forEach(name -> requireFree(name, stack));
        exports.values().stream().filter(now -> now.stack().equals(stack)).forEach(now -> {
            Export then = next.get(now.name());
            if (then == null || !then.value().equals(now.value())) {
                requireUnused(now.name(), then == null ? "deleted" : "updated");
            }
        });
        exports.values().removeIf(export -> export.stack().equals(stack));
        exports.putAll(next);
    }

    /** The stack is gone, with its imports. */
    synchronized void forget(String stack) {
        publish(stack, List.of());
        imports.remove(stack);
    }

    private void requireFree(String name, String stack) {
        Export there = exports.get(name);
        if (there != null && !there.stack().equals(stack)) {
            throw new IllegalArgumentException(
                    "Export with name %s is already exported by stack %s.".formatted(name, there.stack()));
        }
    }

    private void requireUnused(String name, String verb) {
        @Nullable
        String user = imports.entrySet().stream()
                .filter(entry -> entry.getValue().contains(name))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(null);
        if (user != null) {
            throw new IllegalArgumentException(
                    "Export %s cannot be %s as it is in use by %s".formatted(name, verb, user));
        }
    }
}
