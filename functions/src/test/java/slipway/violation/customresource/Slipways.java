package slipway.violation.customresource;

import slipway.violation.rollout.Door;

/** Knows what Slipway is about, which nothing of the kit may. */
record Slipways(Door door) {}
