package slipway.local.states;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import slipway.local.json.Json;

/** Reads a definition and refuses, by name, whatever the interpreter would not run as AWS does. */
final class DefinitionReader {
    private static final Set<String> TOP =
            Set.of("Comment", "QueryLanguage", "StartAt", "States", "TimeoutSeconds", "Version");

    /** AWS's limit for a definition, in bytes. */
    static final int MAX_BYTES = 1024 * 1024;

    private static final int MAX_NAME = 80;

    private final Integrations integrations;

    DefinitionReader(Integrations integrations) {
        this.integrations = integrations;
    }

    /** @throws IllegalArgumentException naming the state and what is wrong with it */
    Definition read(String text) {
        if (text.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
            throw new IllegalArgumentException("The definition is longer than " + MAX_BYTES + " bytes");
        }
        Fields top = new Fields("The definition", Json.read(text));
        top.only(TOP);
        jsonata(top, "JSONPath");
        Map<String, State> states = new LinkedHashMap<>();
        StateReader reader = new StateReader(integrations);
        for (Map.Entry<String, JsonNode> entry : top.required("States").properties()) {
            Fields fields = new Fields("The state '" + entry.getKey() + "'", entry.getValue());
            jsonata(fields, "JSONata");
            if (entry.getKey().length() > MAX_NAME) {
                throw fields.wrong("a name has no more than " + MAX_NAME + " characters");
            }
            states.put(entry.getKey(), reader.read(entry.getKey(), fields));
        }
        Integer timeout = top.has("TimeoutSeconds") ? top.seconds("TimeoutSeconds", 1) : null;
        Definition definition = new Definition(text, top.text("StartAt"), Map.copyOf(states), timeout);
        checkTransitions(definition);
        return definition;
    }

    private static void jsonata(Fields fields, String otherwise) {
        String language = fields.has("QueryLanguage") ? fields.text("QueryLanguage") : otherwise;
        if (!language.equals("JSONata")) {
            throw fields.wrong("the local Step Functions does not know the query language '" + language + "'");
        }
    }

    private static void checkTransitions(Definition definition) {
        checkTarget(definition, "The definition's StartAt", definition.startAt());
        definition
                .states()
                .values()
                .forEach(state -> exits(state)
                        .forEach(exit -> checkTarget(definition, "The state '" + state.name() + "'", exit.next())));
    }

    private static void checkTarget(Definition definition, String where, @Nullable String target) {
        if (target != null && !definition.states().containsKey(target)) {
            throw new IllegalArgumentException(where + ": there is no state '" + target + "' to go to");
        }
    }

    private static List<State.Exit> exits(State state) {
        return switch (state) {
            case State.Task task ->
                Stream.concat(Stream.of(task.exit()), task.catches().stream().map(State.Catcher::exit))
                        .toList();
            case State.Choice choice ->
                Stream.concat(choice.rules().stream().map(State.Rule::exit), Stream.ofNullable(choice.otherwise()))
                        .toList();
            case State.Wait wait -> List.of(wait.exit());
            case State.Pass pass -> List.of(pass.exit());
            case State.Succeed succeed -> List.of(succeed.exit());
            case State.Fail fail -> List.of();
        };
    }
}
