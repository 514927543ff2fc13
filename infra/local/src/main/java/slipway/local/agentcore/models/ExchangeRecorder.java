package slipway.local.agentcore.models;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import slipway.local.edge.Answer;
import slipway.local.edge.Call;
import slipway.local.edge.ServiceDouble;

/** Judges every exchange of a double by AWS's API models, which lie outside of this project. */
public final class ExchangeRecorder {
    /** The environment variable that names the models' folder. */
    public static final String FOLDER = "SLIPWAY_API_MODELS";

    private static final String EVENT_STREAM = "application/vnd.amazon.eventstream";

    private final List<ApiModel> models;
    private final Map<String, Integer> operations = new TreeMap<>();
    private final List<String> violations = new ArrayList<>();
    private int checked;

    public ExchangeRecorder(Path folder) {
        this.models = models(folder);
    }

    private static List<ApiModel> models(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            List<ApiModel> models = files.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .map(ApiModel::read)
                    .toList();
            if (models.isEmpty()) {
                throw new IllegalArgumentException("There is no API model in " + folder);
            }
            return models;
        } catch (IOException e) {
            throw new UncheckedIOException("The API models in " + folder + " cannot be read", e);
        }
    }

    /** Method and path of every operation of the models, by its name. */
    public static Map<String, String> paths(Path folder) {
        Map<String, String> paths = new TreeMap<>();
        models(folder).stream()
                .flatMap(model -> model.operations().stream())
                .forEach(operation -> paths.put(operation.name(), operation.method() + " " + operation.path()));
        return paths;
    }

    /** A recorder, if the environment names a folder of models. */
    public static Optional<ExchangeRecorder> from(Map<String, String> environment) {
        return Optional.ofNullable(environment.get(FOLDER))
                .filter(folder -> !folder.isBlank())
                .map(folder -> new ExchangeRecorder(Path.of(folder)));
    }

    /** The same double, every exchange judged. */
    public ServiceDouble around(ServiceDouble judged) {
        return new ServiceDouble() {
            @Override
            public Set<String> signingNames() {
                return judged.signingNames();
            }

            @Override
            public Set<String> operationNames() {
                return judged.operationNames();
            }

            @Override
            public Answer answer(Call call) {
                return record(call, judged.answer(call));
            }
        };
    }

    private Answer record(Call call, Answer answer) {
        for (ApiModel model : models) {
            Optional<ApiModel.Found> found = model.find(call.method(), call.path());
            if (found.isPresent()) {
                return judge(model, found.get(), call, answer);
            }
        }
        add("unknown", List.of("%s %s is no operation of the models".formatted(call.method(), call.path())));
        return answer;
    }

    private Answer judge(ApiModel model, ApiModel.Found found, Call call, Answer answer) {
        if (EVENT_STREAM.equals(answer.headers().get("Content-Type"))) {
            return new Answer(answer.status(), answer.headers(), out -> {
                byte[] events = bytes(answer);
                out.write(events);
                judge(model, found, call, answer, events);
            });
        }
        if (!answer.headers().containsKey("Content-Length")) {
            // An agent's answer may never end: it passes, unread, and only what is around it is judged.
            judge(model, found, call, answer, null);
            return answer;
        }
        byte[] body = bytes(answer);
        judge(model, found, call, answer, body);
        return new Answer(answer.status(), answer.headers(), out -> out.write(body));
    }

    private void judge(ApiModel model, ApiModel.Found found, Call call, Answer answer, byte @Nullable [] body) {
        Map<String, String> headers = new TreeMap<>();
        answer.headers().forEach((name, value) -> headers.put(name.toLowerCase(Locale.ROOT), value));
        Exchange exchange = new Exchange(
                call.method(), call.path(), call.query(), call.headers(), call.body(), answer.status(), headers, body);
        add(found.operation().name(), new ExchangeCheck(model, found.operation()).problems(exchange, found.labels()));
    }

    private static byte[] bytes(Answer answer) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            answer.body().writeTo(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private synchronized void add(String operation, List<String> problems) {
        checked++;
        operations.merge(operation, 1, Integer::sum);
        problems.forEach(problem -> violations.add(operation + ": " + problem));
    }

    /** What did not fit, each with its operation; never a value. */
    public synchronized List<String> violations() {
        return List.copyOf(violations);
    }

    /** How often each operation was seen. */
    public synchronized Map<String, Integer> seen() {
        return new TreeMap<>(operations);
    }

    /** Of the operations that a caller could use, those that were never seen. */
    public synchronized Set<String> unseen(Set<String> expected) {
        Set<String> unseen = new TreeSet<>(expected);
        unseen.removeAll(operations.keySet());
        return unseen;
    }

    /** One line for a person. */
    public synchronized String report() {
        return "exchanges checked: %d over %d operations".formatted(checked, operations.size());
    }
}
