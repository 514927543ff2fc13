package slipway.operate;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import slipway.failure.AwsFailure;
import slipway.ledger.LedgerConflict;

/** What a function URL answers: the status, and JSON that carries its schema version. */
final class UrlAnswer {
    private static final Logger LOG = LoggerFactory.getLogger(UrlAnswer.class);
    private static final int SCHEMA = 1;

    private UrlAnswer() {}

    /** The answer of the work, or why it was refused. What nobody foresaw is left to Lambda, whose answer is 502. */
    static ObjectNode of(Supplier<ObjectNode> work) {
        try {
            return answer(200, work.get());
        } catch (Refused e) {
            return refused(e.refusal());
        } catch (LedgerConflict e) {
            return refused(Refusal.of(Code.BUSY, "Too many write to the target at once. Try again."));
        } catch (AwsFailure e) {
            LOG.warn("AWS: {}", e.sentence());
            return refused(
                    e.isPassing()
                            ? Refusal.of(Code.BUSY, e.sentence() + ". Try again.")
                            : Refusal.of(Code.AWS_REFUSED, e.sentence()));
        }
    }

    /** An object that carries the schema version. */
    static ObjectNode body() {
        return JsonNodeFactory.instance.objectNode().put("schema", SCHEMA);
    }

    private static ObjectNode refused(Refusal refusal) {
        LOG.info("refused: {} {}", refusal.code(), refusal.message());
        ObjectNode body = body();
        ObjectNode error = body.putObject("error").put("code", refusal.code().name());
        refusal.field().ifPresent(field -> error.put("field", field));
        refusal.value().ifPresent(value -> error.put("value", value));
        error.put("message", refusal.message());
        if (!refusal.choices().isEmpty()) {
            refusal.choices().forEach(error.putArray("choices")::add);
        }
        return answer(refusal.code().status(), body);
    }

    private static ObjectNode answer(int status, ObjectNode body) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode().put("statusCode", status);
        answer.putObject("headers").put("Content-Type", "application/json");
        return answer.put("body", body.toString());
    }
}
