package slipway.target;

/** A declaration's word that no smoke test is made: the rollout ends as unproven, and says so. */
public record SmokeSkip(String reason) {}
