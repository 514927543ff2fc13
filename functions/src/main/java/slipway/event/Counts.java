package slipway.event;

/** Counts what goes wrong outside a rollout, for alarms. */
@FunctionalInterface
public interface Counts {
    void add(Counted counted);

    /** What is counted; the metric's name in CloudWatch. */
    enum Counted {
        /** A declaration with problems. */
        DECLARATIONS_REFUSED("DeclarationsRefused"),
        /** An image that met a hold. */
        HELD_TARGETS("HeldTargets"),
        /** A push that could not be looked at for every target; it comes again. */
        PUBLISH_FAILURES("PublishFailures");

        private final String metric;

        Counted(String metric) {
            this.metric = metric;
        }

        String metric() {
            return metric;
        }
    }
}
