package slipway.local.agentcore;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EndpointsTest {
    private final Bench bench = new Bench();
    private final String id = bench.create();

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void aNamedEndpointStaysWhereItIsWhenThereIsANewVersion() {
        bench.createEndpoint(id, "{\"name\":\"live\"}");

        bench.update(id, Bench.document("2"));

        assertThat(bench.endpoint(id, "live").at("/liveVersion")).isEqualTo("1");
        assertThat(bench.endpoint(id, "live").at("/targetVersion")).isEqualTo("1");
    }

    @Test
    void itMovesInItsTimeAndServesTheOldVersionMeanwhile() {
        bench.createEndpoint(id, "{\"name\":\"live\",\"agentRuntimeVersion\":\"1\"}");
        bench.update(id, Bench.document("2"));
        bench.behaviour.endpointReady(Duration.ofSeconds(50));

        Wire.Got moved = bench.move(id, "live", "2");

        assertThat(moved.status()).isEqualTo(202);
        assertThat(moved.at("/status")).isEqualTo("UPDATING");
        assertThat(bench.endpoint(id, "live").at("/liveVersion")).isEqualTo("1");
        assertThat(bench.endpoint(id, "live").at("/targetVersion")).isEqualTo("2");
        assertThat(bench.move(id, "live", "1").status()).isEqualTo(409);
        bench.core
                .store()
                .await(
                        () -> bench.core.store().runtime(id).endpoint("live").status() == Status.READY,
                        Duration.ofSeconds(10));
        assertThat(bench.endpoint(id, "live").at("/liveVersion")).isEqualTo("2");
    }

    @Test
    void aMoveThatFailsLeavesLiveWhereItWas() {
        bench.createEndpoint(id, "{\"name\":\"live\",\"agentRuntimeVersion\":\"1\"}");
        bench.update(id, Bench.document("2"));
        bench.fail("UpdateAgentRuntimeEndpoint", "no capacity");

        bench.move(id, "live", "2");

        Wire.Got live = bench.endpoint(id, "live");
        assertThat(live.at("/status")).isEqualTo("UPDATE_FAILED");
        assertThat(live.at("/failureReason")).isEqualTo("no capacity");
        assertThat(live.at("/liveVersion")).isEqualTo("1");
        assertThat(live.at("/targetVersion")).isEqualTo("2");
    }

    @Test
    void anEndpointThatCouldNotBeMadeSaysWhyAndServesNothing() {
        bench.fail("CreateAgentRuntimeEndpoint", "no capacity");

        bench.createEndpoint(id, "{\"name\":\"live\"}");

        Wire.Got live = bench.endpoint(id, "live");
        assertThat(live.at("/status")).isEqualTo("CREATE_FAILED");
        assertThat(live.at("/failureReason")).isEqualTo("no capacity");
        assertThat(live.json().has("liveVersion")).isFalse();
    }

    @Test
    void theFiftyFirstTagIsBeyondTheQuota() {
        String tags = "/tags/" + Wire.encode(Bench.arn(id));
        for (int i = 0; i < 50; i++) {
            bench.wire.send("POST", tags, "{\"tags\":{\"t%d\":\"1\"}}".formatted(i));
        }

        assertThat(bench.wire.send("POST", tags, "{\"tags\":{\"more\":\"1\"}}").status())
                .isEqualTo(402);
        assertThat(bench.wire.send("POST", tags, "{\"tags\":{\"t0\":\"2\"}}").status())
                .isEqualTo(204);
    }

    @Test
    void theVersionMustExist() {
        assertThat(bench.createEndpoint(id, "{\"name\":\"live\",\"agentRuntimeVersion\":\"7\"}")
                        .status())
                .isEqualTo(404);
    }

    @Test
    void defaultCannotBeMovedOrMadeAgain() {
        assertThat(bench.move(id, "DEFAULT", "1").status()).isEqualTo(409);
        assertThat(bench.createEndpoint(id, "{\"name\":\"DEFAULT\"}").status()).isEqualTo(409);
    }

    @Test
    void runtimeAndEndpointHaveTagsOfTheirOwn() {
        bench.createEndpoint(id, "{\"name\":\"live\",\"tags\":{\"a\":\"endpoint\"}}");
        String runtime = "/tags/" + Wire.encode(Bench.arn(id));
        String endpoint = "/tags/" + Wire.encode(Bench.arn(id) + "/runtime-endpoint/live");

        assertThat(bench.wire
                        .send("POST", runtime, "{\"tags\":{\"a\":\"runtime\",\"b\":\"2\"}}")
                        .status())
                .isEqualTo(204);
        bench.wire.send("DELETE", runtime, Map.of("tagKeys", "b"), Map.of(), "");

        assertThat(bench.wire.get(runtime).json().path("tags").toString()).isEqualTo("{\"a\":\"runtime\"}");
        assertThat(bench.wire.get(endpoint).json().path("tags").toString()).isEqualTo("{\"a\":\"endpoint\"}");
    }

    @Test
    void iamSeesEachResourcesOwnTags() {
        bench.createEndpoint(id, "{\"name\":\"live\",\"tags\":{\"a\":\"endpoint\"}}");
        bench.wire.send("POST", "/tags/" + Wire.encode(Bench.arn(id)), "{\"tags\":{\"a\":\"runtime\"}}");
        bench.wire.asked.clear();

        bench.move(id, "live", "1");

        assertThat(bench.wire.asked)
                .containsExactly(
                        new Wire.Asked(
                                "bedrock-agentcore:UpdateAgentRuntimeEndpoint",
                                Bench.arn(id),
                                Map.of("aws:ResourceTag/a", "runtime")),
                        new Wire.Asked(
                                "bedrock-agentcore:UpdateAgentRuntimeEndpoint",
                                Bench.arn(id) + "/runtime-endpoint/live",
                                Map.of("aws:ResourceTag/a", "endpoint")));
    }

    @Test
    void aNewEndpointIsJudgedByTheRuntimesTagsAndByThoseThatItShallHave() {
        bench.wire.send("POST", "/tags/" + Wire.encode(Bench.arn(id)), "{\"tags\":{\"a\":\"runtime\"}}");
        bench.wire.asked.clear();

        bench.createEndpoint(id, "{\"name\":\"live\",\"tags\":{\"a\":\"endpoint\"}}");

        String endpoint = Bench.arn(id) + "/runtime-endpoint/live";
        Map<String, String> wanted = Map.of("aws:RequestTag/a", "endpoint", "aws:TagKeys", "a");
        Map<String, String> both = new TreeMap<>(wanted);
        both.put("aws:ResourceTag/a", "runtime");
        assertThat(bench.wire.asked)
                .containsExactly(
                        new Wire.Asked("bedrock-agentcore:CreateAgentRuntimeEndpoint", Bench.arn(id), both),
                        new Wire.Asked("bedrock-agentcore:CreateAgentRuntimeEndpoint", endpoint, wanted),
                        new Wire.Asked("bedrock-agentcore:TagResource", endpoint, wanted));
    }

    @Test
    void taggingShowsIamWhatIsAskedFor() {
        bench.wire.asked.clear();

        bench.wire.send("POST", "/tags/" + Wire.encode(Bench.arn(id)), "{\"tags\":{\"a\":\"1\",\"b\":\"2\"}}");

        assertThat(bench.wire.asked)
                .containsExactly(new Wire.Asked(
                        "bedrock-agentcore:TagResource",
                        Bench.arn(id),
                        Map.of("aws:RequestTag/a", "1", "aws:RequestTag/b", "2", "aws:TagKeys", "a,b")));
    }

    @Test
    void whoMayNotPassTheRoleMayNotUpdate() {
        bench.wire.refuse("iam:PassRole");

        Wire.Got updated = bench.update(id, Bench.document("2"));

        assertThat(updated.status()).isEqualTo(403);
        assertThat(updated.at("/message")).contains("iam:PassRole").contains(Bench.ROLE);
        assertThat(bench.wire.asked)
                .contains(new Wire.Asked(
                        "iam:PassRole", Bench.ROLE, Map.of("iam:PassedToService", "bedrock-agentcore.amazonaws.com")));
        assertThat(bench.runtime(id).at("/agentRuntimeVersion")).isEqualTo("1");
    }
}
