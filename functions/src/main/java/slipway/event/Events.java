package slipway.event;

/** Where happenings are told: the bus, and the metrics that go with them. At least once; a crash may tell one twice. */
@FunctionalInterface
public interface Events {
    void emit(Happening happening);
}
