package slipway.local.bus;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import slipway.local.edge.AwsError;

/** The buses by name, and the last events of each. */
final class Buses {
    private static final int KEPT = 1000;

    private final Map<String, Deque<Archived>> archives = new ConcurrentSkipListMap<>();

    /** Makes a bus, or leaves the one that is there. */
    void create(String name) {
        archives.computeIfAbsent(name, _ -> new ArrayDeque<>());
    }

    void delete(String name) {
        archives.remove(name);
    }

    boolean exists(String name) {
        return archives.containsKey(name);
    }

    List<String> names() {
        return List.copyOf(archives.keySet());
    }

    void keep(String name, ObjectNode event, List<String> rules) {
        Deque<Archived> archive = archive(name);
        synchronized (archive) {
            archive.addLast(new Archived(event.deepCopy(), List.copyOf(rules)));
            if (archive.size() > KEPT) {
                archive.removeFirst();
            }
        }
    }

    List<Archived> archived(String name) {
        Deque<Archived> archive = archive(name);
        synchronized (archive) {
            return List.copyOf(archive);
        }
    }

    /** @throws AwsError ResourceNotFoundException */
    void require(String name) {
        archive(name);
    }

    private Deque<Archived> archive(String name) {
        Deque<Archived> archive = archives.get(name);
        if (archive == null) {
            throw new AwsError(400, "ResourceNotFoundException", "Event bus " + name + " does not exist.");
        }
        return archive;
    }
}
