package slipway.violation.ledger;

import slipway.violation.publish.Violations;

/** A shared package that knows a capability. */
public record Upwards(Violations violations) {}
