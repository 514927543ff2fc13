package slipway.cli.doctor.setup;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A value that is made when it is first asked for. Where that fails, the next one who asks tries again. */
public final class Once<T> implements Supplier<T> {
    private final Supplier<T> source;
    private @Nullable T value;

    public Once(Supplier<T> source) {
        this.source = source;
    }

    @Override
    public synchronized T get() {
        T made = value == null ? source.get() : value;
        value = made;
        return made;
    }
}
