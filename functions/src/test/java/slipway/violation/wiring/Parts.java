package slipway.violation.wiring;

/** What only components may know. */
public record Parts() {}
