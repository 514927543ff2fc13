package slipway.infra.alarm;

/** How soon somebody has to look. */
enum Severity {
    /** Live traffic may be hurt, or a rollout stopped between two of its steps and nothing moves it on. */
    WAKE,
    /** Something new does not get out; what serves goes on serving. */
    MORNING
}
