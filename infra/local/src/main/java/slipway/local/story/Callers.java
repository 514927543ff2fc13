package slipway.local.story;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import slipway.local.json.Json;

/** Callers who come to an agent one after the other, each in a session of its own, until nobody comes any more. */
final class Callers implements AutoCloseable {
    private final Scene scene;
    private final String runtimeArn;
    private final String endpoint;
    private final AtomicInteger came = new AtomicInteger();
    private final AtomicReference<String> complaint = new AtomicReference<>("");
    private final Thread coming;

    Callers(Scene scene, String runtimeArn, String endpoint) {
        this.scene = scene;
        this.runtimeArn = runtimeArn;
        this.endpoint = endpoint;
        this.coming = Thread.ofVirtual().name("callers").start(this::come);
    }

    private void come() {
        while (!Thread.currentThread().isInterrupted() && complaint.get().isEmpty()) {
            call();
            scene.breathe();
        }
    }

    private void call() {
        try {
            String answer = ask().path("answer").asText();
            if (!answer.equals("ok")) {
                complaint.set("it answered " + answer);
            }
            came.incrementAndGet();
        } catch (RuntimeException e) {
            if (!coming.isInterrupted()) {
                complaint.set(String.valueOf(e.getMessage()));
            }
        }
    }

    /** What the agent answers to one more. */
    JsonNode ask() {
        HttpResponse<String> answer = scene.aws()
                .talk(
                        runtimeArn,
                        endpoint,
                        "caller-" + UUID.randomUUID(),
                        Aws.object().put("prompt", "hello"),
                        BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new StoryFailed("a caller got %d: %s".formatted(answer.statusCode(), answer.body()));
        }
        return Json.read(answer.body());
    }

    /** Nobody comes any more; all who came must have had a good answer. */
    void noticedNothing() {
        close();
        Scene.same("what callers complained of", "", complaint.get());
        Scene.holds("callers came", came.get() > 0);
        scene.say("%d callers came meanwhile, and noticed nothing", came.get());
    }

    @Override
    public void close() {
        coming.interrupt();
        try {
            coming.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
