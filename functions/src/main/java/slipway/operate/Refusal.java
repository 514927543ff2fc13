package slipway.operate;

import java.util.List;
import java.util.Optional;

/**
 * What a caller is told instead of an answer.
 *
 * @param field the member that is wrong, if one is
 * @param value what stands there, shortened
 * @param message a sentence with the remedy
 * @param choices what could stand there instead
 */
record Refusal(Code code, Optional<String> field, Optional<String> value, String message, List<String> choices) {

    static Refusal of(Code code, String message) {
        return new Refusal(code, Optional.empty(), Optional.empty(), message, List.of());
    }

    Refusal about(String name, String found) {
        return new Refusal(code, Optional.of(name), Optional.of(found), message, choices);
    }

    Refusal among(List<String> others) {
        return new Refusal(code, field, value, message, others);
    }

    /** To be thrown. */
    Refused refused() {
        return new Refused(this);
    }
}
