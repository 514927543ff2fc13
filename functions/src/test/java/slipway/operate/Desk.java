package slipway.operate;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import slipway.admission.Admission;
import slipway.admission.Executions;
import slipway.admission.InMemoryExecutions;
import slipway.admission.Wish;
import slipway.agentruntime.AgentRuntimes;
import slipway.agentruntime.InMemoryAgentRuntimes;
import slipway.agentruntime.RuntimeId;
import slipway.agentruntime.RuntimeName;
import slipway.agentruntime.RuntimeSamples;
import slipway.agentruntime.Version;
import slipway.event.Events;
import slipway.event.Happening;
import slipway.image.Image;
import slipway.image.Images;
import slipway.image.InMemoryImages;
import slipway.image.Samples;
import slipway.ledger.Cause;
import slipway.ledger.Consequence;
import slipway.ledger.InMemoryLedger;
import slipway.ledger.Ledger;
import slipway.ledger.Outcome;
import slipway.ledger.Progress;
import slipway.ledger.Progress.Approval;
import slipway.ledger.Progress.Move;
import slipway.ledger.Proof;
import slipway.ledger.RolloutId;
import slipway.ledger.RolloutRecord;
import slipway.ledger.RolloutRecord.Ending;
import slipway.ledger.TargetState;
import slipway.ledger.TargetState.Newest;
import slipway.ledger.TargetState.Served;
import slipway.parameter.InMemoryParameters;
import slipway.parameter.ParameterNames;
import slipway.parameter.Parameters;
import slipway.parameter.Projection;
import slipway.parameter.Publishers;
import slipway.port.FunctionContext;
import slipway.port.Ports;
import slipway.target.TargetName;

/** The operator's and the status function over a control plane in memory, with one target called support. */
final class Desk {
    static final TargetName SUPPORT = new TargetName("support");
    static final String ALICE = "arn:aws:sts::111122223333:assumed-role/Operators/alice";
    static final String BOB = "arn:aws:sts::111122223333:assumed-role/Operators/bob";
    static final RolloutId FIRST = new RolloutId("support-1");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String OWN = "arn:aws:sts::111122223333:assumed-role/slipway-local-operator/f";

    final InMemoryLedger ledger = new InMemoryLedger();
    final InMemoryImages images = new InMemoryImages();
    final InMemoryAgentRuntimes runtimes = new InMemoryAgentRuntimes();
    final InMemoryParameters parameters = new InMemoryParameters().as(OWN);
    final InMemoryExecutions executions = new InMemoryExecutions();
    final ParameterNames names = new ParameterNames("slipway", "local");
    final List<Happening> told = new ArrayList<>();
    final List<ObjectNode> looks = new ArrayList<>();
    final RuntimeId runtime = runtimes.create(
            new RuntimeName("support"),
            RuntimeSamples.configuration(),
            Map.of("slipway:control-plane", "slipway/local"));
    Instant now = Instant.parse("2026-11-20T13:00:00.250Z");

    /** What a function URL answers. */
    record Reply(int status, JsonNode body) {
        String code() {
            return body.at("/error/code").asText();
        }

        String message() {
            return body.at("/error/message").asText();
        }

        List<String> choices() {
            return body.at("/error/choices").valueStream().map(JsonNode::asText).toList();
        }

        boolean changed() {
            return body.path("changed").booleanValue();
        }

        String did() {
            return body.path("did").asText();
        }
    }

    static Desk declared() {
        Desk desk = new Desk();
        desk.declare(SUPPORT, declaration());
        return desk;
    }

    static String declaration() {
        return """
                {"schema": 1,
                 "repository": {"account": "111122223333", "region": "eu-central-1", "name": "agents/support"},
                 "tagPolicy": {"type": "semver", "range": ">=1.0.0"},
                 "runtime": {"name": "support"},
                 "endpoint": "live",
                 "smokeTest": {"payload": {"token": "hunter2"}}}
                """;
    }

    static String publishOnly() {
        return """
                {"schema": 1,
                 "repository": {"account": "111122223333", "region": "eu-central-1", "name": "agents/support"},
                 "tagPolicy": {"type": "semver", "range": ">=1.0.0"}}
                """;
    }

    void declare(TargetName name, String declaration) {
        ledger.declared(name);
        ledger.save(ledger.target(name).withDeclaration(Optional.of(declaration)));
    }

    /** An image in the registry, of the digest that is this digit 64 times. */
    Image push(String tag, String digit) {
        return images.push(Samples.image(tag, digit), now).image();
    }

    /** A push that was looked at, and its rollout. */
    RolloutRecord rollOut(String tag, String digit) {
        arrive(tag, digit);
        return rollout();
    }

    /** A push that was looked at: the newest image, admitted or held. */
    void arrive(String tag, String digit) {
        Image image = push(tag, digit);
        TargetState state = state();
        admission(ledger, executions, told::add)
                .admit(
                        state.withFollowing(state.following().withNewest(new Newest(image, now))),
                        Wish.of(Cause.PUSH),
                        now);
    }

    /** A rollout that is proven and asks for a person's word, for an hour. */
    void waiting() {
        rollOut("1.1.0", "b");
        progress(p -> p.withProof(Proof.PASSED)
                .withApproval(new Approval(now, now.plus(Duration.ofHours(1)), Optional.empty())));
    }

    /** A rollout that has moved live from version 1 to version 2. */
    void moved() {
        rollOut("1.1.0", "b");
        progress(p ->
                p.withProof(Proof.PASSED).withMove(new Move(Optional.of(new Version(1)), new Version(2), now, true)));
    }

    void progress(UnaryOperator<Progress> edit) {
        RolloutRecord rollout = rollout();
        ledger.save(rollout.withProgress(edit.apply(rollout.progress())));
    }

    /** The rollout under way ends, and its execution with it; one that is stuck keeps its claim. */
    void end(Outcome outcome, String reason) {
        RolloutRecord rollout = rollout();
        ledger.save(rollout.ended(new Ending(
                outcome, reason, "As told.", Consequence.NONE, Optional.empty(), Optional.empty(), now, true)));
        executions.running().forEach(executions::end);
        if (outcome != Outcome.STUCK) {
            ledger.save(state().withClaim(state().claim().released()));
        }
    }

    /** Live has served these versions, one after the other, and AgentCore has them. */
    void served(Image... images) {
        for (int version = 1; version <= images.length; version++) {
            if (version > 1) {
                newVersion();
            }
            Served served =
                    new Served("support/live", images[version - 1], new Version(version), "", Proof.PASSED, now);
            ledger.save(state().withServing(state().serving().promoted(served)));
        }
    }

    /** Somebody makes another version. */
    void newVersion() {
        String token = "t".repeat(60) + runtimes.latest(runtime).version().number();
        runtimes.update(runtime, runtimes.latest(runtime).updateBody(token));
        runtimes.settle();
    }

    TargetState state() {
        return ledger.target(SUPPORT);
    }

    /** The rollout under way. */
    RolloutRecord rollout() {
        return ledger.rollout(state().claim().active().orElseThrow()).orElseThrow();
    }

    /** What was decided last that was not decided by the admission. */
    List<String> decisions() {
        return state().decisions().stream()
                .map(d -> d.what() + " " + d.subject())
                .toList();
    }

    /** An order by Alice, its members in JSON with single quotes. */
    Reply order(String verb, String members) {
        return order(ALICE, verb, members);
    }

    Reply order(String arn, String verb, String members) {
        String all = "{'schema': 1, 'verb': '%s', 'target': 'support'%s}".formatted(verb, also(members));
        return send(handler(operator()), signed(arn, all.replace('\'', '"')));
    }

    Reply view(String members) {
        String all = "{'schema': 1%s}".formatted(also(members));
        return send(new StatusHandler(status()), signed(ALICE, all.replace('\'', '"')));
    }

    private static String also(String members) {
        return members.isEmpty() ? "" : ", " + members;
    }

    OperatorHandler handler(Operator operator) {
        return new OperatorHandler(operator, new Looking(ledger, looks::add));
    }

    Operator operator() {
        return operator(ledger, images, runtimes, parameters, executions, told::add);
    }

    /** Another process, which comes to everything through these ports. */
    Operator through(Ports ports) {
        return operator(
                ports.inFrontOf(Ledger.class, ledger),
                ports.inFrontOf(Images.class, images),
                ports.inFrontOf(AgentRuntimes.class, runtimes),
                ports.inFrontOf(Parameters.class, parameters),
                ports.inFrontOf(Executions.class, executions),
                ports.inFrontOf(Events.class, told::add));
    }

    private Operator operator(
            Ledger ledger,
            Images images,
            AgentRuntimes runtimes,
            Parameters parameters,
            Executions executions,
            Events events) {
        Publishers publishers = new Publishers(Set.of("slipway-local-operator"));
        return new Operator(
                ledger,
                images,
                runtimes,
                admission(ledger, executions, events),
                new Projection(ledger, parameters, names, publishers, events));
    }

    static Admission admission(Ledger ledger, Executions executions, Events events) {
        return new Admission(ledger, executions, events, counted -> {});
    }

    Status status() {
        return new Status(ledger, runtimes, images);
    }

    /** What Lambda makes of a signed request to a function URL. */
    ObjectNode signed(String arn, String body) {
        ObjectNode event =
                JsonNodeFactory.instance.objectNode().put("version", "2.0").put("rawPath", "/");
        event.putObject("headers").put("content-type", "application/json");
        ObjectNode context = event.putObject("requestContext").put("timeEpoch", now.toEpochMilli());
        context.putObject("http").put("method", "POST").put("path", "/");
        context.putObject("authorizer").putObject("iam").put("userArn", arn);
        return event.put("body", body).put("isBase64Encoded", false);
    }

    static Reply send(RequestStreamHandler handler, JsonNode event) {
        try {
            ByteArrayOutputStream output = new ByteArrayOutputStream();
            byte[] input = event.toString().getBytes(StandardCharsets.UTF_8);
            handler.handleRequest(new ByteArrayInputStream(input), output, new FunctionContext("handled", "request"));
            JsonNode answer = JSON.readTree(output.toByteArray());
            return new Reply(
                    answer.path("statusCode").asInt(),
                    JSON.readTree(answer.path("body").asText()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
