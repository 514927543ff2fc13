package slipway.ledger;

/**
 * Something about a target that is not as it should be.
 *
 * @param subject what it is about: an image's URI, an endpoint, a version
 * @param detail a sentence, the same for as long as the same was seen; fields by JSON pointer, their values as hashes
 */
public record Finding(DriftReason reason, String subject, String detail) {}
