package slipway.local.agentcore;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import slipway.local.agentcore.process.Bundle;
import slipway.local.edge.Fault;
import slipway.local.edge.FaultRule;
import slipway.local.edge.Faults;
import slipway.local.edge.Identities;
import slipway.local.edge.Place;
import slipway.local.iam.Decider;
import slipway.local.iam.Policies;
import slipway.local.time.ScaledClock;

/** An AgentCore that is READY at once, with images by tag. */
final class Bench implements AutoCloseable {
    static final Place PLACE = new Place("111122223333", "eu-central-1");
    static final String ROLE = "arn:aws:iam::111122223333:role/agent";

    final ScaledClock clock = new ScaledClock(100);
    final Map<String, Images.Image> images = new HashMap<>();
    final List<String> metrics = new ArrayList<>();
    final List<String> logged = new CopyOnWriteArrayList<>();
    final AgentCoreBehaviour behaviour = new AgentCoreBehaviour()
            .ready(Duration.ZERO)
            .endpointReady(Duration.ZERO)
            .deletion(Duration.ZERO)
            .rates(false)
            .answers(Answers.EXPECTED);
    final Faults faults = new Faults(new Identities(PLACE), clock);
    final Identities identities = new Identities(PLACE);
    final Policies policies = new Policies(PLACE);
    final AgentSessions sessions =
            new AgentSessions(identities, new Decider(policies, PLACE)::assume, () -> URI.create("http://127.0.0.1:1"));
    final AgentCore core = new AgentCore(
            PLACE,
            clock,
            (repository, tag, digest) -> Optional.ofNullable(images.get(String.valueOf(tag))),
            (metric, value, unit, dimensions) -> note(metric, value, dimensions),
            (group, line) -> logged.add(group + " " + line),
            sessions,
            behaviour,
            faults);
    final AgentCoreDouble service = new AgentCoreDouble(core);
    final Wire wire = new Wire(service);

    Bench() {
        image("1", Map.of(), "arm64");
        image("2", Map.of(), "arm64");
    }

    private synchronized void note(String metric, double value, Map<String, String> dimensions) {
        metrics.add("%s %s %.0f".formatted(dimensions.get("Name"), metric, value));
    }

    /** The next update takes this long, scaled. */
    void slow(Duration scaled) {
        faults.arm(FaultRule.on("bedrock-agentcore:UpdateAgentRuntime", new Fault.Slow(scaled)));
    }

    /** The next call of this operation begins what will fail. */
    void fail(String operation, String reason) {
        faults.arm(FaultRule.on("bedrock-agentcore:" + operation, new Fault.Fails(reason)));
    }

    void answer(OpenQuestion question, boolean worse) {
        behaviour.answers(Answers.EXPECTED.with(question, worse));
    }

    void image(String tag, Map<String, String> labels, String architecture) {
        images.put(tag, new Images.Image("sha256:" + tag.repeat(64), 1000, Set.of(architecture), labels));
    }

    void agent(String tag, String script) {
        image(tag, Map.of(AgentScript.LABEL, script), "arm64");
    }

    /** An image whose program is run as a process. */
    void program(String tag, Bundle bundle) {
        Map<String, String> labels = Map.of(SessionProcesses.LABEL, SessionProcesses.PROCESS);
        images.put(tag, new Images.Image("sha256:" + tag.repeat(64), 1000, Set.of("arm64"), labels, bundle));
    }

    static ObjectNode document(String tag) {
        ObjectNode document = Json.object().put("roleArn", ROLE);
        document.putObject("agentRuntimeArtifact")
                .putObject("containerConfiguration")
                .put("containerUri", "111122223333.dkr.ecr.eu-central-1.amazonaws.com/agents/support:" + tag);
        return document;
    }

    /** Makes the runtime {@code support} and gives its id. */
    String create(ObjectNode document) {
        Wire.Got created = wire.send(
                "PUT", "/runtimes/", document.put("agentRuntimeName", "support").toString());
        return created.at("/agentRuntimeId");
    }

    String create() {
        return create(document("1"));
    }

    Wire.Got update(String id, ObjectNode document) {
        return wire.send("PUT", "/runtimes/" + id + "/", document.toString());
    }

    Wire.Got runtime(String id) {
        return wire.get("/runtimes/" + id + "/");
    }

    Wire.Got version(String id, String version) {
        return wire.send("GET", "/runtimes/" + id + "/", Map.of("version", version), Map.of(), "");
    }

    Wire.Got endpoint(String id, String name) {
        return wire.get("/runtimes/" + id + "/runtime-endpoints/" + name + "/");
    }

    Wire.Got createEndpoint(String id, String body) {
        return wire.send("PUT", "/runtimes/" + id + "/runtime-endpoints/", body);
    }

    Wire.Got move(String id, String name, String version) {
        return wire.send(
                "PUT",
                "/runtimes/" + id + "/runtime-endpoints/" + name + "/",
                "{\"agentRuntimeVersion\":\"" + version + "\"}");
    }

    static String arn(String id) {
        return PLACE.arn("bedrock-agentcore", "runtime/" + id);
    }

    @Override
    public void close() {
        core.close();
        clock.close();
    }
}
