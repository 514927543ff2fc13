package slipway.ledger;

/**
 * Something that a rebuild could not find out about a target.
 *
 * @param what a sentence
 * @param remedy what a person does about it
 */
public record Gap(String what, String remedy) {}
