package slipway.violation.rollout;

import slipway.violation.publish.Violations;

/** Another capability, which knows the first. */
public record Door(Violations violations) {}
