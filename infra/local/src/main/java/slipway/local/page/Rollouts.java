package slipway.local.page;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import slipway.local.edge.AwsError;
import slipway.local.page.Snapshot.Answer;
import slipway.local.page.Snapshot.Ending;
import slipway.local.page.Snapshot.Entry;
import slipway.local.page.Snapshot.Rollout;
import slipway.local.page.Snapshot.Step;
import slipway.local.page.Snapshot.Test;
import slipway.local.states.History;
import slipway.local.states.StateMachines;

/** Rollouts as the page tells them, from their records. */
final class Rollouts {
    private final StateMachines machines;

    Rollouts(StateMachines machines) {
        this.machines = machines;
    }

    /** @param candidateServes whether the candidate endpoint serves the version under test */
    Rollout of(JsonNode record, List<JsonNode> verdicts, boolean candidateServes) {
        JsonNode request = record.path("request");
        return new Rollout(
                record.path("id").asText(),
                request.path("target").asText(),
                Words.image(request.path("image").asText()),
                Words.outcome(request.path("cause").asText()),
                request.has("by") ? Words.caller(request.path("by").asText()) : null,
                Words.timeOrZero(request.path("startedAt")),
                versions(record),
                ending(record.path("ending")),
                Phases.of(record, candidateServes || !verdicts.isEmpty()),
                record.has("ending") ? null : step(record.at("/run/execution").asText()),
                each(record.path("timeline")).stream()
                        .map(entry -> new Entry(Words.timeOrZero(entry.path("at")), Words.text(entry.path("what"))))
                        .toList(),
                verdicts.stream().map(Rollouts::test).toList());
    }

    private static @Nullable String versions(JsonNode record) {
        JsonNode made = record.at("/progress/candidate/version");
        String to = made.isMissingNode() ? record.at("/request/to").asText() : made.asText();
        String from = record.at("/progress/base/live").asText();
        return to.isEmpty() ? null : (from + " → " + to).strip();
    }

    private static @Nullable Ending ending(JsonNode ending) {
        return ending.isMissingNode()
                ? null
                : new Ending(
                        Words.outcome(ending.path("outcome").asText()),
                        ending.path("reason").asText(),
                        Words.text(ending.path("explanation")),
                        Words.timeOrZero(ending.path("at")));
    }

    /** The state that the execution entered last. */
    private @Nullable Step step(String execution) {
        try {
            return machines.execution(execution).history().events().reversed().stream()
                    .filter(event -> event.type().endsWith("StateEntered"))
                    .findFirst()
                    .map(Rollouts::step)
                    .orElse(null);
        } catch (AwsError e) {
            // It is of another life of this cloud, or not begun.
            return null;
        }
    }

    private static Step step(History.Event event) {
        return new Step(event.details().path("name").asText(), event.at().toEpochMilli());
    }

    private static Test test(JsonNode verdict) {
        return new Test(
                Words.text(verdict.path("endpoint")),
                Words.text(verdict.path("version")),
                verdict.path("attempt").asInt(),
                Words.text(verdict.path("finding")),
                Words.text(verdict.path("reason")),
                each(verdict.path("samples")).stream()
                        .map(sample -> new Answer(
                                sample.path("status").asInt(),
                                sample.path("latencyMillis").asLong(),
                                Words.text(sample.path("answer"))))
                        .toList());
    }

    private static List<JsonNode> each(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).toList();
    }
}
