package slipway.local.page;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;
import slipway.local.edge.Place;

/**
 * All that the page shows at one moment. Times are milliseconds since 1970 by the cloud's scaled clock; lists are
 * newest first unless they say otherwise.
 *
 * @param scale how many times faster than the wall the cloud's time runs
 * @param targets by name
 * @param under the rollouts under way, those that wait for a person included
 * @param repositories that targets follow, by name
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Snapshot(
        Place place,
        int scale,
        List<Target> targets,
        List<Rollout> under,
        List<Rollout> outcomes,
        Denials denials,
        List<DeadLetters> deadLetters,
        List<Happening> events,
        List<Endpoint> endpoints,
        List<String> repositories) {

    /**
     * One target.
     *
     * @param plane the control plane's {@code prefix/environment}
     * @param serves runtime and endpoint; null where the target is publish-only
     * @param state in the word that the operator's command has for it
     * @param note why it does not move, or what waits
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Target(
            String name,
            String plane,
            String repository,
            @Nullable String serves,
            String state,
            @Nullable Image desired,
            @Nullable Served candidate,
            @Nullable Served live,
            @Nullable Served previous,
            @Nullable String note) {}

    /** An image as people name it, and the first digits of its digest. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Image(String repository, String tag, @Nullable String digest) {}

    /**
     * What an endpoint serves.
     *
     * @param status of the endpoint
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Served(@Nullable Image image, @Nullable Integer version, String status) {}

    /**
     * One rollout.
     *
     * @param by who asked for it, where a person did
     * @param versions from which version to which
     * @param step what its execution does meanwhile
     * @param timeline oldest first
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Rollout(
            String id,
            String target,
            Image image,
            String cause,
            @Nullable String by,
            long startedAt,
            @Nullable String versions,
            @Nullable Ending ending,
            List<Phase> phases,
            @Nullable Step step,
            List<Entry> timeline,
            List<Test> tests) {}

    /** How a rollout ended. */
    record Ending(String outcome, String reason, String explanation, long at) {}

    /**
     * A part of a rollout.
     *
     * @param since when it began, where the record says so
     * @param until when it is over at the latest, where the record says so
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Phase(
            String name,
            State state,
            @Nullable Long since,
            @Nullable Long until,
            @Nullable String note) {
        /** How far it is. */
        enum State {
            DONE,
            NOW,
            FAILED,
            AHEAD,
            /** It was not reached, and will not be. */
            NEVER,
            /** Not declared for this target. */
            SKIPPED
        }
    }

    /** The state that an execution is in, since when. */
    record Step(String name, long since) {}

    /** A line of a rollout's timeline. */
    record Entry(long at, String what) {}

    /** A smoke test. */
    record Test(String endpoint, String version, int attempt, String finding, String reason, List<Answer> answers) {}

    /** What an agent said in a smoke test, in its own words. */
    record Answer(int status, long millis, String said) {}

    /** @param total since the cloud was started; only the last ones are kept */
    record Denials(long total, List<Denial> last) {}

    /** A call that was refused for want of a permission, or because nobody knows the caller. */
    record Denial(long number, long at, String caller, String action, String resource, String error) {}

    /**
     * A dead-letter queue.
     *
     * @param last of its messages
     */
    record DeadLetters(String queue, int count, List<Letter> last) {}

    /** What could not be handled. */
    record Letter(String id, long sentAt, String body) {}

    /**
     * An event that a bus has had.
     *
     * @param about what it is about, in a few words
     * @param rules that it matched
     */
    record Happening(String id, long at, String bus, String source, String type, String about, List<String> rules) {}

    /** What an endpoint of any runtime serves. */
    record Endpoint(String runtime, String endpoint, Served serves) {}
}
