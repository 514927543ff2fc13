package slipway.smoke;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import slipway.agentruntime.ExactJson;
import slipway.target.SmokeSpec;
import slipway.target.SmokeSpec.Expectation;

/** Compares an answer with what the declaration expects; what it finds is said without the answer's content. */
final class Expectations {
    private static final int OK = 200;

    private final Expectation expect;
    private final SmokeSpec spec;

    Expectations(SmokeSpec spec) {
        this.spec = spec;
        this.expect = spec.expect();
    }

    /** Why the answer is wrong; empty if it is right. */
    Optional<String> wrong(Invocation.Answered answer) {
        var status = expect.status().orElse(OK);
        if (answer.status() != status) {
            return Optional.of("the agent answered with status %d instead of %d".formatted(answer.status(), status));
        }
        if (answer.capped()) {
            return Optional.of("the answer is longer than %d bytes".formatted(spec.maxBytes()));
        }
        if (answer.latency().compareTo(spec.latency()) > 0) {
            return Optional.of("the answer took %d ms, %d are allowed"
                    .formatted(answer.latency().toMillis(), spec.latency().toMillis()));
        }
        return content(Said.of(answer.contentType(), answer.text()));
    }

    private Optional<String> content(Said said) {
        if (expect.contains().isPresent() && !said.holds(expect.contains().get())) {
            return Optional.of("the answer does not contain the expected text");
        }
        if (expect.pointer().isEmpty() && expect.equals().isEmpty()) {
            return expect.matches().isPresent() ? matches("the answer", said.text()) : Optional.empty();
        }
        return said.json().map(this::json).orElseGet(() -> Optional.of("the answer is not JSON"));
    }

    private Optional<String> json(JsonNode answer) {
        var value = expect.pointer().map(answer::at).orElse(answer);
        var what = expect.pointer().map(pointer -> "the answer's " + pointer).orElse("the answer");
        if (value.isMissingNode()) {
            return Optional.of(what + " is missing");
        }
        if (expect.equals().isPresent() && !ExactJson.same(expect.equals().get(), value)) {
            return Optional.of(what + " does not equal the expected value");
        }
        return matches(what, value.isTextual() ? value.textValue() : value.toString());
    }

    private Optional<String> matches(String what, String text) {
        return expect.matches()
                .filter(pattern -> !pattern.matcher(text).find())
                .map(pattern -> what + " does not match the expected pattern");
    }
}
