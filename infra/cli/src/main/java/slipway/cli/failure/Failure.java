package slipway.cli.failure;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/** Ends the command. Its message is for the person who called it: what is wrong, and what to do. */
public final class Failure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Exit exit;
    private final transient @org.jspecify.annotations.Nullable JsonNode answer;

    public Failure(Exit exit, String message) {
        this(exit, message, Optional.empty());
    }

    /** @param answer what the control plane said, for callers that read JSON */
    public Failure(Exit exit, String message, Optional<JsonNode> answer) {
        super(message);
        this.exit = exit;
        this.answer = answer.orElse(null);
    }

    public Exit exit() {
        return exit;
    }

    public String text() {
        return String.valueOf(getMessage());
    }

    public Optional<JsonNode> answer() {
        return Optional.ofNullable(answer);
    }
}
