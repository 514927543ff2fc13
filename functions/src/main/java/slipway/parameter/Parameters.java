package slipway.parameter;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Parameter Store, so far as Slipway reads and writes it. */
public interface Parameters {
    /** How many parameters one call reads. */
    int NAMES_A_CALL = 10;

    /** The value, read consistently enough to compare; empty where there is no such parameter. */
    Optional<String> get(String name);

    /** The last write of each, ten names a call; what there is no parameter for is missing from the answer. */
    Map<String, Last> last(Collection<String> names);

    /** Tells every name right below the path, ten a call, in no order; never the values. */
    void names(String path, Consumer<String> each);

    /** Creates or overwrites; never with tags, which Parameter Store refuses together with overwrite. */
    void put(String name, String value);

    /** Removes the parameter with its history; one that is not there is no failure. */
    void remove(String name);

    /** Every write that Parameter Store still remembers (up to 100), oldest first. */
    List<Write> history(String name);

    /**
     * The writes that nobody has looked at, oldest first.
     *
     * @param seen the newest version that was looked at; a parameter that was deleted since counts from 1 again
     */
    static List<Write> unseen(List<Write> history, long seen) {
        long last = history.stream().mapToLong(Write::version).max().orElse(0);
        long from = last < seen ? 0 : seen;
        return history.stream().filter(write -> write.version() > from).toList();
    }

    /**
     * One write of a parameter.
     *
     * @param version counts from 1
     * @param writer the ARN of who wrote it, {@code LastModifiedUser}
     */
    record Write(long version, String value, String writer) {}

    /**
     * The last write of a parameter.
     *
     * @param at when, by Parameter Store's clock
     */
    record Last(String value, long version, Instant at) {}
}
