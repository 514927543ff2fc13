package slipway.local.lambda;

import java.time.Duration;
import java.util.Deque;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/** The JVMs of one function version: started on demand, kept warm for a while, one event at a time in each. */
final class Pool implements AutoCloseable {
    /** Scaled. Lambda tells nobody how long; a machine that serves for days must not keep what it needed once. */
    private static final Duration KEPT_WARM = Duration.ofHours(2);

    private final FunctionSpec function;
    private final LambdaSettings settings;
    private final Semaphore permits;
    private final Deque<FunctionJvm> idle = new ConcurrentLinkedDeque<>();
    private final Set<FunctionJvm> all = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    Pool(FunctionSpec function, LambdaSettings settings) {
        this.function = function;
        this.settings = settings;
        this.permits = new Semaphore(function.concurrency(), true);
    }

    /** Runs the event in the next free JVM. Nothing is throttled here: what finds no JVM waits for one. */
    InvokeResult invoke(Invocation invocation) throws InterruptedException {
        permits.acquire();
        long began = System.nanoTime();
        try {
            InvokeResult result = attempt(invocation);
            measure(result, Duration.ofNanos(System.nanoTime() - began));
            return result;
        } finally {
            permits.release();
        }
    }

    private InvokeResult attempt(Invocation invocation) throws InterruptedException {
        FunctionJvm warm = warm();
        if (warm != null) {
            InvokeResult result = run(warm, invocation);
            if (warm.took(invocation)) {
                return result;
            }
            // It died between two events: nobody has seen this one.
            return run(start(), invocation.again());
        }
        return run(start(), invocation);
    }

    /** As Lambda does, which counts what did not happen as 0. */
    private void measure(InvokeResult result, Duration took) {
        settings.metrics().put(function.name(), "Invocations", 1);
        settings.metrics().put(function.name(), "Errors", result.functionError() == null ? 0 : 1);
        settings.metrics().put(function.name(), "Throttles", 0);
        settings.metrics().put(function.name(), "Duration", (double) took.toMillis());
    }

    private InvokeResult run(FunctionJvm jvm, Invocation invocation) throws InterruptedException {
        try {
            return jvm.invoke(invocation);
        } finally {
            if (!jvm.isAlive() || closed) {
                stop(jvm);
            } else if (jvm.hasRecorded()) {
                var _ = jvm.retire().thenAccept(gone -> stop(jvm));
            } else {
                rest(jvm);
            }
        }
    }

    private void rest(FunctionJvm jvm) {
        int events = jvm.events();
        idle.push(jvm);
        var _ = settings.clock().after(KEPT_WARM, () -> {
            if (jvm.events() == events && idle.remove(jvm)) {
                stop(jvm);
            }
        });
    }

    private @Nullable FunctionJvm warm() {
        FunctionJvm jvm = idle.poll();
        while (jvm != null && !jvm.isAlive()) {
            stop(jvm);
            jvm = idle.poll();
        }
        return jvm;
    }

    private FunctionJvm start() {
        FunctionJvm jvm = FunctionJvm.start(function, settings);
        all.add(jvm);
        if (closed) {
            stop(jvm);
        }
        return jvm;
    }

    private void stop(FunctionJvm jvm) {
        all.remove(jvm);
        jvm.close();
    }

    @Override
    public void close() {
        closed = true;
        all.forEach(this::stop);
    }
}
