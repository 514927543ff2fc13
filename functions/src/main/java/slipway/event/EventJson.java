package slipway.event;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Optional;
import slipway.event.Happening.ApprovalRequested;
import slipway.event.Happening.DriftFound;
import slipway.event.Happening.DriftGone;
import slipway.event.Happening.ImagePublished;
import slipway.event.Happening.RolloutFinished;
import slipway.event.Happening.RolloutStarted;
import slipway.image.Image;
import slipway.ledger.Caller;
import slipway.ledger.DriftReason;

/** The JSON form of happenings, as the schemas under {@code events/} say. */
final class EventJson {
    private static final int SCHEMA = 1;

    private EventJson() {}

    static String detailType(Happening happening) {
        return switch (happening) {
            case ImagePublished _ -> "Image Published";
            case RolloutStarted _ -> "Rollout Started";
            case ApprovalRequested _ -> "Approval Requested";
            case RolloutFinished _ -> "Rollout Finished";
            case DriftFound _ -> "Drift Found";
            case DriftGone _ -> "Drift Gone";
        };
    }

    static ObjectNode detail(Happening happening) {
        ObjectNode detail = JsonNodeFactory.instance.objectNode();
        detail.put("schema", SCHEMA);
        detail.put("target", happening.target().value());
        switch (happening) {
            case ImagePublished published -> add(detail, published.image());
            case RolloutStarted started -> {
                detail.put("image", started.image().uri());
                detail.put("rollout", started.rollout().value());
                detail.put("cause", started.cause().inName());
                add(detail, started.by());
                started.configuration().ifPresent(hash -> detail.put("configuration", hash.value()));
            }
            case ApprovalRequested asked -> add(detail, asked);
            case RolloutFinished finished -> add(detail, finished);
            case DriftFound found -> add(detail, found);
            case DriftGone gone -> {
                add(detail, gone.reason(), gone.subject());
                detail.put("since", gone.since().toString());
            }
        }
        return detail.put("at", happening.at().toString());
    }

    private static void add(ObjectNode detail, DriftFound found) {
        add(detail, found.reason(), found.subject());
        detail.put("detail", found.detail());
        detail.put("remedy", found.reason().remedy());
        detail.put("healing", found.healing());
    }

    private static void add(ObjectNode detail, DriftReason reason, String subject) {
        detail.put("reason", reason.word());
        detail.put("subject", subject);
        detail.put("meaning", reason.meaning());
    }

    private static void add(ObjectNode detail, Image image) {
        detail.put("image", image.uri());
        detail.putObject("repository")
                .put("account", image.repository().account())
                .put("region", image.repository().region())
                .put("name", image.repository().name());
        detail.put("tag", image.tag().value());
        detail.put("digest", image.digest().value());
    }

    private static void add(ObjectNode detail, Optional<Caller> by) {
        by.ifPresent(caller -> {
            ObjectNode who = detail.putObject("by").put("arn", caller.arn());
            caller.session().ifPresent(session -> who.put("session", session));
        });
    }

    private static void add(ObjectNode detail, ApprovalRequested asked) {
        String rollout = asked.rollout().value();
        detail.put("image", asked.image().uri());
        detail.put("rollout", rollout);
        detail.put("tag", asked.image().tag().value());
        detail.put("digest", asked.image().digest().value());
        asked.pushedAt().ifPresent(at -> detail.put("pushedAt", at.toString()));
        asked.from().ifPresent(v -> detail.put("fromVersion", v.toString()));
        detail.put("toVersion", asked.to().toString());
        asked.changes().forEach(detail.putArray("changes")::add);
        detail.put("proof", asked.proof().word());
        detail.put("verdict", asked.verdict());
        detail.put("expiresAt", asked.expiresAt().toString());
        ObjectNode commands = detail.putObject("commands");
        commands.put("show", "scripts/slipway.sh show " + rollout);
        commands.put("approve", "scripts/slipway.sh approve " + rollout);
        commands.put("reject", "scripts/slipway.sh reject " + rollout + " --reason WHY");
    }

    private static void add(ObjectNode detail, RolloutFinished finished) {
        detail.put("image", finished.image().uri());
        detail.put("rollout", finished.rollout().value());
        detail.put("cause", finished.cause().inName());
        add(detail, finished.by());
        finished.configuration().ifPresent(hash -> detail.put("configuration", hash.value()));
        detail.put("outcome", finished.outcome().word());
        detail.put("reason", finished.reason());
        detail.put("explanation", finished.explanation());
        detail.put("proof", finished.proof().word());
        finished.from().ifPresent(v -> detail.put("fromVersion", v.toString()));
        finished.to().ifPresent(v -> detail.put("toVersion", v.toString()));
        finished.oldSessionsUntil().ifPresent(at -> detail.put("oldSessionsUntil", at.toString()));
        detail.put("desiredSince", finished.desiredSince().toString());
        detail.put("startedAt", finished.startedAt().toString());
        detail.put(
                "seconds", Duration.between(finished.startedAt(), finished.at()).toSeconds());
    }
}
