package slipway.cli.doctor.grants;

/** Whether policies allow something. */
enum Verdict {
    NO,
    /** A condition, or a variable in an ARN, decides. */
    PERHAPS,
    YES;

    /** Both must be allowed. */
    Verdict and(Verdict other) {
        return compareTo(other) < 0 ? this : other;
    }
}
