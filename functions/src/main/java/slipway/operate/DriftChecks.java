package slipway.operate;

import com.fasterxml.jackson.databind.node.ObjectNode;
import slipway.failure.AwsFailure;

/** Lets the drift check begin, without waiting for its end. */
interface DriftChecks {

    /**
     * @param input its schema is {@code events/drift-check}
     * @throws AwsFailure where it does not begin
     */
    void begin(ObjectNode input);
}
