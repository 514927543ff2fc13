package slipway.cli.doctor.check;

import slipway.cli.screen.Plain;

/**
 * Something that is wrong with a setup.
 *
 * @param what a sentence
 * @param remedy what to do about it, with the command where there is one
 */
public record Finding(Severity severity, String what, String remedy) {
    /** How bad it is. */
    public enum Severity {
        /** Something does not work, or will not when it is needed. */
        PROBLEM,
        /** It works, but somebody should know. */
        WARNING;

        /** In the JSON that a program reads. */
        public String word() {
            return this == PROBLEM ? "problem" : "warning";
        }
    }

    /** Both texts are made fit for a terminal. */
    public Finding {
        what = Plain.text(what);
        remedy = Plain.text(remedy);
    }

    public static Finding problem(String what, String remedy) {
        return new Finding(Severity.PROBLEM, what, remedy);
    }

    public static Finding warning(String what, String remedy) {
        return new Finding(Severity.WARNING, what, remedy);
    }
}
