package slipway.smoke;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;
import org.jspecify.annotations.Nullable;

/** Reads so many bytes and no more: at the first one beyond, the connection is given up. */
final class CappedBody implements BodySubscriber<CappedBody> {
    private final int most;
    private final CompletableFuture<CappedBody> done = new CompletableFuture<>();
    private final ByteArrayOutputStream read = new ByteArrayOutputStream();
    private volatile boolean capped;
    private @Nullable Subscription subscription;

    CappedBody(int most) {
        this.most = most;
    }

    /** What was read until now, by whichever thread. */
    String text() {
        synchronized (read) {
            return read.toString(StandardCharsets.UTF_8);
        }
    }

    boolean isCapped() {
        return capped;
    }

    @Override
    public CompletionStage<CappedBody> getBody() {
        return done;
    }

    @Override
    public void onSubscribe(Subscription subscribed) {
        subscription = subscribed;
        subscribed.request(1);
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        buffers.forEach(this::add);
        var source = subscription;
        if (source == null) {
            return;
        }
        if (capped) {
            source.cancel();
            done.complete(this);
        } else {
            source.request(1);
        }
    }

    private void add(ByteBuffer buffer) {
        synchronized (read) {
            var bytes = new byte[Math.min(buffer.remaining(), most - read.size())];
            buffer.get(bytes);
            read.writeBytes(bytes);
            capped = capped || buffer.hasRemaining();
        }
    }

    @Override
    public void onError(Throwable failure) {
        done.completeExceptionally(failure);
    }

    @Override
    public void onComplete() {
        done.complete(this);
    }
}
