package slipway.cli.plane;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import slipway.cli.screen.Plain;

/**
 * A part of what the control plane answered. Members that are missing are empty, and members that nobody knows yet do
 * no harm; every text is fit for a terminal.
 *
 * @param raw as it was answered
 */
public record Answer(JsonNode raw) {

    public boolean has(String member) {
        return !part(member).isMissing();
    }

    /** Another part, perhaps missing. */
    public Answer part(String member) {
        return new Answer(raw.path(member));
    }

    public Optional<Answer> optional(String member) {
        return Optional.of(part(member)).filter(part -> !part.isMissing());
    }

    /** A text, a number or a flag as text; empty where it is missing. */
    public Optional<String> text(String member) {
        return Optional.of(raw.path(member))
                .filter(JsonNode::isValueNode)
                .filter(value -> !value.isNull())
                .map(value -> Plain.text(value.asText()));
    }

    /** {@link #text}, or nothing. */
    public String shown(String member) {
        return text(member).orElse("");
    }

    public boolean flag(String member) {
        return raw.path(member).asBoolean();
    }

    public Optional<Instant> time(String member) {
        try {
            return text(member).map(Instant::parse);
        } catch (DateTimeException unreadable) {
            return Optional.empty();
        }
    }

    /** The parts of a list; none where it is missing. */
    public List<Answer> list(String member) {
        return StreamSupport.stream(raw.path(member).spliterator(), false)
                .map(Answer::new)
                .toList();
    }

    public List<String> texts(String member) {
        return StreamSupport.stream(raw.path(member).spliterator(), false)
                .map(value -> Plain.text(value.asText()))
                .toList();
    }

    private boolean isMissing() {
        return raw.isMissingNode() || raw.isNull();
    }
}
