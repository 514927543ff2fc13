package slipway.monitor;

/** What an alarm says. */
public enum AlarmState {
    OK,
    ALARM,
    /** It has no data to judge by, which is no reason to worry: nothing rings. */
    INSUFFICIENT_DATA
}
