package slipway.local.iam;

/** What policies say of a question. */
enum Verdict {
    ALLOWED,
    DENIED,
    SILENT
}
