package slipway.cli.verb;

import slipway.cli.screen.Tone;

/** The colours of states and outcomes; a word that nobody knows yet has none. */
final class Tones {
    private Tones() {}

    static Tone ofState(String state) {
        return switch (state) {
            case "idle" -> Tone.GOOD;
            case "rolling-out", "baking" -> Tone.BUSY;
            case "waiting-for-approval", "held", "vetoed" -> Tone.WARNING;
            case "stuck" -> Tone.BAD;
            default -> Tone.PLAIN;
        };
    }

    static Tone ofOutcome(String outcome) {
        return switch (outcome) {
            case "Promoted", "Unchanged" -> Tone.GOOD;
            case "Rejected", "RolledBack", "Stuck" -> Tone.BAD;
            case "Inconclusive" -> Tone.WARNING;
            default -> Tone.PLAIN;
        };
    }

    static Tone ofVerdict(String verdict) {
        return switch (verdict) {
            case "picked" -> Tone.GOOD;
            case "vetoed" -> Tone.BAD;
            case "refused" -> Tone.FAINT;
            default -> Tone.PLAIN;
        };
    }
}
