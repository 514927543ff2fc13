package slipway.resource;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import slipway.agentruntime.ConfigurationHash;
import slipway.agentruntime.RuntimeName;
import slipway.customresource.CustomResource;
import slipway.customresource.Deletion;
import slipway.customresource.PhysicalId;
import slipway.customresource.Properties;
import slipway.customresource.Step;
import slipway.customresource.Work;
import slipway.failure.AwsFailure;
import slipway.ledger.TargetState.Served;
import slipway.target.TargetName;

/** Makes a stack wait until a target has brought an image or a configuration live, proven, and fails it otherwise. */
final class SmokeGateResource implements CustomResource<GateProperties> {
    /** A declaration of the same stack is heard of some time after it was written. */
    private static final Duration SPREADING = Duration.ofMinutes(5);

    private final Gate gate;

    SmokeGateResource(Gate gate) {
        this.gate = gate;
    }

    @Override
    public String type() {
        return "Custom::SmokeGate";
    }

    @Override
    public GateProperties read(Properties properties) {
        Optional<TargetName> target = properties.typed(
                "Target", TargetName::new, "write the target's name: lower-case letters, digits and hyphens");
        if (properties.value("Target").isEmpty()) {
            properties.problem("Target", "is missing", "add it");
        }
        Optional<WantedImage> image = properties.typed(
                "Image", WantedImage::parse, "write a tag, a digest, or an image's URI with one of them");
        Optional<ConfigurationHash> configuration = properties.typed(
                "Configuration",
                ConfigurationHash::new,
                "write the ConfigurationHash of a Custom::AgentRuntime, all of its 64 digits");
        Optional<RuntimeName> runtime = properties.typed(
                "Runtime", RuntimeName::new, "write the runtime's name: letters, digits and underscores");
        // What it says is nobody's business here: CloudFormation asks again when it changes.
        properties.optional("Trigger");
        boolean one = properties.value("Image").isPresent()
                != properties.value("Configuration").isPresent();
        if (!one) {
            properties.problem("Image", "or Configuration has to be there, and not both", "write one of them");
        }
        properties.refuseOthers();
        return new GateProperties(target.orElseGet(() -> new TargetName("unnamed")), image, configuration, runtime);
    }

    @Override
    public Step create(Work<GateProperties> work) {
        Note note = Note.read(work.note(), work.now());
        try {
            return look(work.wanted(), note, work.now());
        } catch (AwsFailure failure) {
            return failure.isPassing()
                    ? again(note, failure.sentence(), work.now())
                    : new Step.Failed(failure.sentence());
        }
    }

    /** A new wait. */
    @Override
    public Step update(Work<GateProperties> work) {
        return create(work);
    }

    @Override
    public Step delete(Deletion deletion) {
        return Step.Done.of(deletion.id(), new TreeMap<>());
    }

    private Step look(GateProperties wanted, Note note, Instant now) {
        return switch (gate.look(wanted)) {
            case Gate.Open open -> Step.Done.of(id(wanted), data(open.live()));
            case Gate.Unknown _
            when now.isBefore(note.began().plus(SPREADING)) -> again(note, "the target to be declared", now);
            case Gate.Unknown _ ->
                new Step.Failed("Nobody declared target %s with a runtime: declare it, or correct Target."
                        .formatted(wanted.target()));
            case Gate.Shut shut -> again(note, shut.what(), now);
            case Gate.Barred barred -> new Step.Failed("Target %s: %s".formatted(wanted.target(), barred.why()));
        };
    }

    private static Step again(Note note, String waitingFor, Instant now) {
        return new Step.LookAgain(note.pause(now), note.text(), Optional.empty(), waitingFor);
    }

    private static PhysicalId id(GateProperties wanted) {
        return new PhysicalId("smoke-gate:" + wanted.target());
    }

    private static SortedMap<String, String> data(Served live) {
        return new TreeMap<>(Map.of(
                "LiveImage", live.image().uri(),
                "LiveTag", live.image().tag().value(),
                "LiveDigest", live.image().digest().value(),
                "LiveVersion", live.version().asString()));
    }
}
