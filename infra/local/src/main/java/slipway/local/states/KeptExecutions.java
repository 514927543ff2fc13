package slipway.local.states;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import slipway.local.state.Kept;
import slipway.local.states.Execution.Outcome;
import slipway.local.states.Execution.Status;

/** The executions, the running ones included; what runs when a cloud ends cannot go on, and is aborted by the next one. */
final class KeptExecutions implements Kept {
    private final Executions executions;
    private final DefinitionReader definitions;

    KeptExecutions(Executions executions, DefinitionReader definitions) {
        this.executions = executions;
        this.definitions = definitions;
    }

    /** @param end null for one that runs */
    private record Contents(
            Execution.Start start,
            String definition,
            List<History.Event> events,
            @Nullable End end) {

        private record End(
                Status status,
                Instant at,
                @Nullable JsonNode output,
                boolean failed,
                @Nullable String error,
                @Nullable String cause) {

            static @Nullable End of(@Nullable Outcome outcome) {
                if (outcome == null) {
                    return null;
                }
                StatesError failure = outcome.failure();
                return failure == null
                        ? new End(outcome.status(), outcome.at(), outcome.output(), false, null, null)
                        : new End(outcome.status(), outcome.at(), null, true, failure.error(), failure.cause());
            }

            Outcome outcome() {
                return new Outcome(status, at, output, failed ? new StatesError(error, cause) : null);
            }
        }
    }

    @Override
    public String name() {
        return "executions";
    }

    @Override
    public JsonNode contents() {
        return JSON.valueToTree(executions.all().stream()
                .map(execution -> new Contents(
                        execution.start(),
                        execution.definitionText(),
                        execution.history().events(),
                        Contents.End.of(execution.outcome())))
                .toList());
    }

    @Override
    public void restore(JsonNode contents) {
        for (JsonNode one : contents) {
            Contents kept = JSON.convertValue(one, Contents.class);
            Contents.End end = kept.end();
            executions.restore(
                    kept.start(),
                    definitions.read(kept.definition()),
                    kept.events(),
                    end == null ? null : end.outcome());
        }
    }

    /** Aborts what was running, now that those who are to be told of it are there. */
    void abortCutOff() {
        executions.abortRestored(
                new StatesError("LocalCloud.Ended", "The local cloud was stopped while the execution ran."));
    }
}
