package slipway.history;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import slipway.image.Image;
import slipway.ledger.RolloutId;
import slipway.ledger.TargetState;
import slipway.ledger.TargetState.Served;
import slipway.port.CrashPoint;
import slipway.rollout.Functions.Name;
import slipway.target.TargetName;

/** What operators order. */
final class People {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ALICE = "arn:aws:sts::111122223333:assumed-role/Operators/alice";
    private static final List<Kind> VERBS = List.of(
            Kind.PIN,
            Kind.UNPIN,
            Kind.APPROVE,
            Kind.REJECT,
            Kind.ABORT,
            Kind.RETRY,
            Kind.ROLLBACK,
            Kind.HOLD,
            Kind.RELEASE,
            Kind.VETO_LIFT);

    private People() {}

    static Deed any(Scene scene, SplittableRandom random) {
        return VERBS.get(random.nextInt(VERBS.size())).happen(scene, random);
    }

    static Deed pin(Scene scene, SplittableRandom random) {
        TargetName target = scene.someone(random);
        Optional<Image> image = scene.registry.any(random);
        if (image.isEmpty()) {
            return Deed.nothing();
        }
        scene.watch.lifted(target);
        scene.watch.pardoned(target, image.get().digest());
        return order(
                scene, "pin", target, "\"image\":\"%s\"".formatted(image.get().digest()));
    }

    static Deed unpin(Scene scene, SplittableRandom random) {
        return order(scene, "unpin", scene.someone(random), "");
    }

    static Deed approve(Scene scene, SplittableRandom random) {
        return answer(scene, "approve", scene.someone(random));
    }

    static Deed reject(Scene scene, SplittableRandom random) {
        return answer(scene, "reject", scene.someone(random));
    }

    private static Deed answer(Scene scene, String verb, TargetName target) {
        Optional<RolloutId> active = scene.world.ledger.target(target).claim().active();
        String rollout = active.map(RolloutId::value).orElse(target + "-1");
        return order(scene, verb, target, "\"rollout\":\"%s\",\"reason\":\"because\"".formatted(rollout));
    }

    static Deed abort(Scene scene, SplittableRandom random) {
        return order(scene, "abort", scene.someone(random), "\"reason\":\"because\"");
    }

    static Deed retry(Scene scene, SplittableRandom random) {
        TargetName target = scene.someone(random);
        scene.watch.lifted(target);
        return order(scene, "retry", target, "");
    }

    /** To the last version, or to one of those that live served before. */
    static Deed rollback(Scene scene, SplittableRandom random) {
        TargetName target = scene.someone(random);
        List<Served> earlier = scene.world.ledger.target(target).serving().earlier();
        String to = earlier.isEmpty() || random.nextBoolean()
                ? ""
                : ",\"to\":\"%s\""
                        .formatted(earlier.get(random.nextInt(earlier.size())).version());
        return order(scene, "rollback", target, "\"reason\":\"because\"" + to);
    }

    static Deed hold(Scene scene, SplittableRandom random) {
        return order(scene, "hold", scene.someone(random), "\"reason\":\"because\"");
    }

    static Deed release(Scene scene, SplittableRandom random) {
        TargetName target = scene.someone(random);
        scene.watch.released(target);
        return order(scene, "release", target, "");
    }

    static Deed liftVeto(Scene scene, SplittableRandom random) {
        TargetName target = scene.someone(random);
        TargetState.Restraint restraint = scene.world.ledger.target(target).restraint();
        scene.watch.lifted(target);
        String digest = restraint.vetoes().isEmpty()
                ? "sha256:" + "0".repeat(64)
                : restraint.vetoes().getFirst().digest().value();
        return order(scene, "veto-lift", target, "\"digest\":\"%s\"".formatted(digest));
    }

    static Deed adopt(Scene scene, SplittableRandom random) {
        return order(scene, "adopt", scene.someone(random), "");
    }

    /** Somebody writes the parameter itself. */
    static Deed write(Scene scene, SplittableRandom random) {
        TargetName target = scene.someone(random);
        Optional<Image> image = scene.registry.any(random);
        if (image.isEmpty()) {
            return Deed.nothing();
        }
        scene.watch.pardoned(target, image.get().digest());
        scene.write(scene.world.names.desiredImage(target), image.get().uri());
        String text = "a person writes desired-image of %s: %s".formatted(target, Mail.shown(image.get()));
        return new Deed("write-desired", List.of(target), text);
    }

    private static Deed order(Scene scene, String verb, TargetName target, String members) {
        String body = "{\"schema\":1,\"verb\":\"%s\",\"target\":\"%s\"%s}"
                .formatted(verb, target, members.isEmpty() ? "" : "," + members);
        String rollout = read(body).path("rollout").asText();
        String what;
        try {
            what = told(scene, verb, target, rollout, read(scene.functions.call(Name.OPERATOR, signed(scene, body))));
        } catch (RuntimeException | CrashPoint.Death failure) {
            what = "fails: " + failure;
        }
        return new Deed(verb, List.of(target), "%s %s %s: %s".formatted(verb, target, members, what));
    }

    private static String told(Scene scene, String verb, TargetName target, String rollout, JsonNode answer) {
        boolean done = answer.path("statusCode").asInt() == 200;
        if (done && (verb.equals("hold") || verb.equals("rollback"))) {
            scene.watch.held(target);
        }
        JsonNode body = read(answer.path("body").asText());
        if ((verb.equals("approve") || verb.equals("reject"))
                && body.path("changed").asBoolean()) {
            scene.watch.answered(rollout, verb);
        }
        return body.path("did").asText() + body.at("/error/code").asText();
    }

    private static String signed(Scene scene, String body) {
        ObjectNode event = JSON.createObjectNode().put("version", "2.0").put("rawPath", "/");
        event.putObject("headers").put("content-type", "application/json");
        ObjectNode context =
                event.putObject("requestContext").put("timeEpoch", scene.now().toEpochMilli());
        context.putObject("http").put("method", "POST").put("path", "/");
        context.putObject("authorizer").putObject("iam").put("userArn", ALICE);
        return event.put("body", body).put("isBase64Encoded", false).toString();
    }

    private static JsonNode read(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }
}
