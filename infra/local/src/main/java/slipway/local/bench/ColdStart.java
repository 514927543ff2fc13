package slipway.local.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import slipway.local.lambda.StartCommand;

/**
 * Starts handlers of one deployable, each in a JVM of its own under AWS's runtime interface client and the same flags, and
 * times them from the start of the process to the end of the first event.
 */
final class ColdStart {
    private static final Pattern CLIENT =
            Pattern.compile("software\\.amazon\\.awssdk\\.services\\.([a-z]+)\\.Default[A-Za-z]+Client ");

    private final Path task;

    /** @param task the deployable, unpacked, and the handlers that it is compared with */
    ColdStart(Path task) {
        this.task = task;
    }

    /**
     * What is started.
     *
     * @param memory in MB
     */
    record Started(String handler, int memory, Map<String, String> environment, String event) {}

    /** How long it took. */
    double millis(Started what) throws IOException, InterruptedException {
        return run(what, List.of());
    }

    /** The services whose clients it builds, by the names of their packages. */
    String clients(Started what) throws IOException, InterruptedException {
        Path log = Files.createTempFile("classes", ".log");
        try {
            run(what, List.of("-Xlog:class+load=info:file=" + log));
            TreeSet<String> found = new TreeSet<>();
            try (var lines = Files.lines(log)) {
                lines.forEach(line -> CLIENT.matcher(line).results().forEach(client -> found.add(client.group(1))));
            }
            return String.join(" ", found);
        } finally {
            Files.delete(log);
        }
    }

    private double run(Started what, List<String> options) throws IOException, InterruptedException {
        try (OneInvocation invocation = new OneInvocation(what.event())) {
            List<String> command = new ArrayList<>(StartCommand.plain(what.handler(), what.memory()));
            command.addAll(command.indexOf("-cp"), options);
            ProcessBuilder process = new ProcessBuilder(command)
                    .directory(task.toFile())
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD);
            process.environment().clear();
            process.environment().putAll(environment(what, invocation.address()));
            long began = System.nanoTime();
            Process started = process.start();
            try {
                return (invocation.await().nanos() - began) / 1e6;
            } finally {
                started.destroyForcibly().waitFor();
            }
        }
    }

    private Map<String, String> environment(Started what, String address) {
        Map<String, String> environment = new TreeMap<>(what.environment());
        environment.put("AWS_LAMBDA_RUNTIME_API", address);
        environment.put("AWS_ENDPOINT_URL", "http://" + address);
        environment.put("AWS_REGION", "eu-central-1");
        environment.put("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE");
        environment.put("AWS_SECRET_ACCESS_KEY", "secret");
        environment.put("AWS_LAMBDA_FUNCTION_NAME", "bench");
        environment.put("AWS_LAMBDA_FUNCTION_VERSION", "1");
        environment.put("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", String.valueOf(what.memory()));
        environment.put("AWS_LAMBDA_LOG_GROUP_NAME", "/aws/lambda/bench");
        environment.put("AWS_LAMBDA_LOG_STREAM_NAME", "bench");
        environment.put("LAMBDA_TASK_ROOT", task.toString());
        environment.put("_HANDLER", what.handler());
        return environment;
    }
}
