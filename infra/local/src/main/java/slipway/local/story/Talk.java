package slipway.local.story;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.UUID;
import slipway.local.json.Json;

/** Callers who talk to an agent that is a real program. */
record Talk(Scene scene, String runtimeArn, String endpoint) {

    /**
     * Two callers come: each has a session, and with it a process, of its own, and an answer that is asked for as a
     * stream comes as one.
     *
     * @param version what the agent must say that it is
     */
    void hears(String version) {
        String one = "caller-" + UUID.randomUUID();
        String other = "caller-" + UUID.randomUUID();
        JsonNode first = json(one);
        Scene.same(
                "version that the agent tells", version, first.path("version").asText());
        Scene.same("answers in this session", "2", json(one).path("count").asText());
        JsonNode elsewhere = json(other);
        Scene.same("answers in another session", "1", elsewhere.path("count").asText());
        Scene.holds("each session has a process of its own", !first.path("pid").equals(elsewhere.path("pid")));
        scene.say(
                "two callers talk to %s %s: a process each, and %d events in a streamed answer",
                first.path("agent").asText(), version, events(other));
    }

    private JsonNode json(String session) {
        return Json.read(answered(session, Aws.object().put("prompt", "ping")).body());
    }

    private long events(String session) {
        HttpResponse<String> answer =
                answered(session, Aws.object().put("prompt", "a long story").put("stream", true));
        Scene.same(
                "type of a streamed answer",
                "text/event-stream",
                answer.headers().firstValue("Content-Type").orElse(""));
        long events =
                answer.body().lines().filter(line -> line.startsWith("data: ")).count();
        Scene.holds("a streamed answer has several events", events > 1);
        return events;
    }

    private HttpResponse<String> answered(String session, ObjectNode request) {
        HttpResponse<String> answer = scene.aws().talk(runtimeArn, endpoint, session, request, BodyHandlers.ofString());
        Scene.same("status of the agent's answer", "200", String.valueOf(answer.statusCode()));
        return answer;
    }
}
