package slipway.local.agentcore;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/**
 * The shell of a session: it knows {@code echo}, {@code exit}, {@code sleep}, {@code true} and {@code false}, and takes
 * no time. Nothing is run on this machine: a command that somebody may send to a session is not one that they may run
 * here.
 */
final class Shell {
    private static final int NOT_FOUND = 127;
    private static final int CUT_OFF = -1;
    private static final int LONGEST_COMMAND = 65_536;
    private static final int LONGEST_SECONDS = 3600;
    private static final int USUAL_SECONDS = 300;

    private Shell() {}

    /** What a command said and how it ended. */
    record Ended(String stdout, String stderr, int exitCode, boolean timedOut) {
        void tell(OutputStream out) throws IOException {
            EventStream stream = new EventStream(out);
            stream.event("chunk", chunk("contentStart", Json.object()));
            if (!stdout.isEmpty()) {
                stream.event("chunk", chunk("contentDelta", Json.object().put("stdout", stdout)));
            }
            if (!stderr.isEmpty()) {
                stream.event("chunk", chunk("contentDelta", Json.object().put("stderr", stderr)));
            }
            ObjectNode stop =
                    Json.object().put("exitCode", exitCode).put("status", timedOut ? "TIMED_OUT" : "COMPLETED");
            stream.event("chunk", chunk("contentStop", stop));
        }

        private static ObjectNode chunk(String member, ObjectNode content) {
            ObjectNode chunk = Json.object();
            chunk.set(member, content);
            return chunk;
        }
    }

    static Ended run(ObjectNode body) {
        String command = Rules.text(body, "command");
        Rules.length("command", command, 1, LONGEST_COMMAND);
        JsonNode given = body.path("timeout");
        int seconds = given.asInt(USUAL_SECONDS);
        if (seconds < 1 || seconds > LONGEST_SECONDS || !(given.isMissingNode() || given.isIntegralNumber())) {
            throw Faults.invalid("timeout", "timeout must be 1 to %d seconds".formatted(LONGEST_SECONDS));
        }
        return run(List.of(command.strip().split("\\s+")), seconds);
    }

    private static Ended run(List<String> words, int seconds) {
        String arguments = String.join(" ", words.subList(1, words.size()));
        return switch (words.getFirst()) {
            case "echo" -> new Ended(arguments + "\n", "", 0, false);
            case "true" -> new Ended("", "", 0, false);
            case "false" -> new Ended("", "", 1, false);
            case "exit" -> new Ended("", "", number(arguments), false);
            case "sleep" ->
                number(arguments) > seconds ? new Ended("", "", CUT_OFF, true) : new Ended("", "", 0, false);
            case String other -> new Ended("", "sh: 1: %s: not found\n".formatted(other), NOT_FOUND, false);
        };
    }

    private static int number(String text) {
        return text.matches("[0-9]{1,6}") ? Integer.parseInt(text) : 0;
    }
}
