package slipway.infra.alarm;

/**
 * One alarm.
 *
 * @param name behind the environment's stem
 * @param entry of the runbook: its anchor there
 * @param meaning a sentence for whoever reads the notification
 */
record AlarmSpec(String name, String entry, Severity severity, String meaning, Signal signal, Threshold threshold) {

    /** Begins with the severity and ends with the page to open. */
    String description() {
        return severity + ": " + meaning + " docs/runbook.md#" + entry;
    }
}
