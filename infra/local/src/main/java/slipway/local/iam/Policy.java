package slipway.local.iam;

/**
 * A policy where it is attached.
 *
 * @param name what it is called there: a managed policy's name, or the name that a role knows it by
 */
record Policy(String name, PolicyDocument document) {}
