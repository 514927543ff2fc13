package slipway.operate;

import slipway.failure.AwsFailure;

/** Lets the drift check begin, without waiting for its end. */
interface DriftChecks {

    /** @throws AwsFailure where it does not begin */
    void begin(LookOrder order);
}
