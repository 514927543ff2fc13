package slipway.local.lambda;

import java.util.Deque;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/** The JVMs of one function version: started on demand, kept warm, one event at a time in each. */
final class Pool implements AutoCloseable {
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

    /** Runs the event in the next free JVM. */
    InvokeResult invoke(Invocation invocation) throws InterruptedException {
        permits.acquire();
        try {
            FunctionJvm warm = warm();
            if (warm != null) {
                InvokeResult result = run(warm, invocation);
                if (warm.took(invocation)) {
                    return result;
                }
                // It died between two events: nobody has seen this one.
                return run(
                        start(), Invocation.of(invocation.requestId(), invocation.functionArn(), invocation.payload()));
            }
            return run(start(), invocation);
        } finally {
            permits.release();
        }
    }

    private InvokeResult run(FunctionJvm jvm, Invocation invocation) throws InterruptedException {
        try {
            return jvm.invoke(invocation);
        } finally {
            if (jvm.isAlive() && !closed) {
                idle.push(jvm);
            } else {
                stop(jvm);
            }
        }
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
