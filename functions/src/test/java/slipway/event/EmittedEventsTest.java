package slipway.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import slipway.agentruntime.ConfigurationHash;
import slipway.agentruntime.Version;
import slipway.agentruntime.Wiretap;
import slipway.event.Happening.ApprovalRequested;
import slipway.event.Happening.DriftFound;
import slipway.event.Happening.DriftGone;
import slipway.event.Happening.ImagePublished;
import slipway.event.Happening.RolloutFinished;
import slipway.event.Happening.RolloutStarted;
import slipway.events.EventFolder;
import slipway.failure.AwsFailure;
import slipway.image.Image;
import slipway.image.Samples;
import slipway.ledger.Caller;
import slipway.ledger.Cause;
import slipway.ledger.DriftReason;
import slipway.ledger.Outcome;
import slipway.ledger.Proof;
import slipway.ledger.RolloutId;
import slipway.target.TargetName;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;

/** What goes onto the bus, as it goes over the wire, against the schemas that readers rely on. */
class EmittedEventsTest {
    private static final TargetName SUPPORT = new TargetName("support");
    private static final RolloutId ROLLOUT = RolloutId.of(SUPPORT, 7);
    private static final Image IMAGE = Samples.image("1.4.2", "a");

    private final Wiretap aws = new Wiretap();
    private final Events events = new BusEvents(
            EventBridgeClient.builder()
                    .endpointOverride(aws.uri())
                    .region(Region.EU_CENTRAL_1)
                    .credentialsProvider(Wiretap.CREDENTIALS)
                    .httpClient(UrlConnectionHttpClient.create())
                    .build(),
            "slipway-local");

    @AfterEach
    void stop() {
        aws.close();
    }

    private static final Caller PERSON =
            new Caller("arn:aws:sts::111122223333:assumed-role/Operators/somebody@example.com");

    private static final Caller STACK =
            new Caller("arn:aws:cloudformation:eu-central-1:111122223333:stack/support/4f2c9d10");
    private static final ConfigurationHash CONFIGURATION = new ConfigurationHash("c".repeat(64));

    static Stream<Happening> everyKindOfHappening() {
        List<Happening> all = new ArrayList<>();
        all.add(new ImagePublished(SUPPORT, IMAGE, Samples.NOON));
        all.add(new ImagePublished(SUPPORT, IMAGE, Samples.NOON.plusNanos(1_000_000)));
        for (Cause cause : Cause.values()) {
            if (cause != Cause.ROLLBACK) {
                all.add(started(cause, Optional.empty(), Optional.empty()));
            }
            all.add(started(cause, Optional.of(PERSON), Optional.empty()));
        }
        all.add(started(Cause.CONFIGURATION, Optional.of(STACK), Optional.of(CONFIGURATION)));
        all.add(finished(Cause.CONFIGURATION, Optional.of(STACK), Optional.of(CONFIGURATION), Outcome.REJECTED));
        all.add(asked(Optional.empty(), Optional.empty(), List.of()));
        all.add(asked(Optional.of(Samples.NOON), Optional.of(new Version(3)), List.of("/environmentVariables/A")));
        for (DriftReason reason : DriftReason.values()) {
            boolean healing = reason.healedBy() != DriftReason.Remedy.NOTHING;
            all.add(new DriftFound(SUPPORT, reason, IMAGE.uri(), "It is so.", healing, Samples.NOON));
            all.add(new DriftGone(SUPPORT, reason, "support/live", Samples.NOON, Samples.NOON.plusSeconds(900)));
        }
        for (Outcome outcome : Outcome.values()) {
            all.add(finished(outcome, Optional.empty(), Samples.NOON.plusSeconds(73)));
            all.add(finished(outcome, Optional.of(new Version(3)), Samples.NOON));
        }
        return all.stream();
    }

    private static RolloutStarted started(Cause cause, Optional<Caller> by, Optional<ConfigurationHash> configuration) {
        return new RolloutStarted(SUPPORT, ROLLOUT, cause, by, IMAGE, configuration, Samples.NOON);
    }

    private static RolloutFinished finished(
            Cause cause, Optional<Caller> by, Optional<ConfigurationHash> configuration, Outcome outcome) {
        return new RolloutFinished(
                SUPPORT,
                ROLLOUT,
                cause,
                by,
                IMAGE,
                configuration,
                outcome,
                "WHY",
                "Because.",
                Proof.PASSED,
                Optional.of(new Version(3)),
                Optional.of(new Version(4)),
                Optional.empty(),
                Samples.NOON,
                Samples.NOON,
                Samples.NOON);
    }

    private static ApprovalRequested asked(Optional<Instant> pushedAt, Optional<Version> from, List<String> changes) {
        return new ApprovalRequested(
                SUPPORT,
                ROLLOUT,
                IMAGE,
                pushedAt,
                from,
                new Version(4),
                changes,
                Proof.PASSED,
                "3 of 3 answers were right",
                Samples.NOON.plusSeconds(3600),
                Samples.NOON);
    }

    private static RolloutFinished finished(Outcome outcome, Optional<Version> from, Instant at) {
        boolean moved = outcome == Outcome.PROMOTED || outcome == Outcome.ROLLED_BACK || outcome == Outcome.STUCK;
        boolean live = outcome == Outcome.PROMOTED || outcome == Outcome.UNCHANGED;
        Optional<Version> to = live || from.isPresent() ? Optional.of(new Version(4)) : Optional.empty();
        Proof proof = live ? Proof.PASSED : Proof.NONE;
        return new RolloutFinished(
                SUPPORT,
                ROLLOUT,
                from.isPresent() ? Cause.ROLLBACK : Cause.PUSH,
                from.map(_ -> PERSON),
                IMAGE,
                Optional.empty(),
                outcome,
                "WHY",
                "Because.",
                proof,
                from,
                to,
                from.filter(_ -> moved).map(_ -> at),
                Samples.NOON.minusSeconds(60),
                Samples.NOON,
                at);
    }

    @Test
    void whatARolloutTookCountsFromItsStartAndPushToLiveFromWhenItsImageWasDesired() throws IOException {
        aws.reply(200, "{'FailedEntryCount': 0, 'Entries': [{'EventId': '1'}]}");
        List<String> lines = new ArrayList<>();
        new MetricEvents(events, "local", lines::add)
                .emit(finished(Outcome.PROMOTED, Optional.empty(), Samples.NOON.plusSeconds(42)));

        JsonNode entry = EventFolder.JSON
                .readTree(aws.received().getFirst().body())
                .path("Entries")
                .path(0);
        JsonNode detail = EventFolder.JSON.readTree(entry.path("Detail").asText());
        assertThat(detail.path("startedAt").asText()).isEqualTo(Samples.NOON.toString());
        assertThat(detail.path("desiredSince").asText())
                .isEqualTo(Samples.NOON.minusSeconds(60).toString());
        assertThat(detail.path("seconds").asLong()).isEqualTo(42);
        assertThat(EventFolder.JSON.readTree(lines.getLast()).path("PushToLive").asLong())
                .isEqualTo(102);
    }

    @Test
    void aConfigurationThatGoesLiveIsNoPushThatDoes() throws IOException {
        aws.reply(200, "{'FailedEntryCount': 0, 'Entries': [{'EventId': '1'}]}");
        List<String> lines = new ArrayList<>();
        new MetricEvents(events, "local", lines::add)
                .emit(finished(Cause.CONFIGURATION, Optional.of(STACK), Optional.of(CONFIGURATION), Outcome.PROMOTED));
        assertThat(lines).singleElement().asString().contains("\"Rollouts\":1").doesNotContain("PushToLive");
    }

    @Test
    void whatStandsIsCountedWholeAndByReason() {
        List<String> lines = new ArrayList<>();
        DriftMetric metric = new DriftMetric("local", () -> Samples.NOON, lines::add);
        metric.swept(Map.of());
        metric.swept(new TreeMap<>(Map.of(DriftReason.MISSED_PUSH, 2, DriftReason.ORPHAN, 1)));
        assertThat(lines).hasSize(4);
        assertThat(lines.get(0)).contains("\"Dimensions\":[[\"Environment\"]]", "\"DriftFound\":0");
        assertThat(lines.get(1)).contains("\"DriftFound\":3").doesNotContain("\"Reason\"");
        assertThat(lines.get(2))
                .contains(
                        "\"Dimensions\":[[\"Environment\",\"Reason\"]]",
                        "\"Reason\":\"MissedPush\"",
                        "\"DriftFound\":2");
    }

    @ParameterizedTest
    @MethodSource("everyKindOfHappening")
    void whatIsEmittedFitsItsSchema(Happening happening) throws IOException {
        aws.reply(200, "{'FailedEntryCount': 0, 'Entries': [{'EventId': '1'}]}");
        events.emit(happening);

        JsonNode entry = EventFolder.JSON
                .readTree(aws.received().getFirst().body())
                .path("Entries")
                .path(0);
        assertThat(entry.path("EventBusName").asText()).isEqualTo("slipway-local");
        assertThat(EventFolder.named(folder(happening)).problems(delivered(entry)))
                .as(entry.path("Detail").asText())
                .isEmpty();
    }

    @Test
    void anEventThatTheBusDoesNotTakeIsAFailure() {
        aws.reply(200, "{'FailedEntryCount': 1, 'Entries': [{'ErrorCode': 'InternalFailure'}]}");
        assertThatThrownBy(() -> events.emit(new ImagePublished(SUPPORT, IMAGE, Samples.NOON)))
                .isInstanceOf(AwsFailure.class)
                .hasMessageContaining("InternalFailure");
    }

    private static String folder(Happening happening) {
        return switch (happening) {
            case ImagePublished _ -> "image-published";
            case RolloutStarted _ -> "rollout-started";
            case ApprovalRequested _ -> "approval-requested";
            case RolloutFinished _ -> "rollout-finished";
            case DriftFound _ -> "drift-found";
            case DriftGone _ -> "drift-gone";
        };
    }

    /** As EventBridge hands an entry on. */
    private static String delivered(JsonNode entry) throws IOException {
        ObjectNode event = EventFolder.JSON.createObjectNode();
        event.put("version", "0").put("id", "0b7f8c1e-2a39-4c57-9d7e-4f1c2b3a4d5e");
        event.put("detail-type", entry.path("DetailType").asText())
                .put("source", entry.path("Source").asText())
                .put("account", "111122223333")
                .put("time", "2026-11-20T12:00:00Z")
                .put("region", "eu-central-1");
        event.putArray("resources");
        event.set("detail", EventFolder.JSON.readTree(entry.path("Detail").asText()));
        return event.toString();
    }
}
