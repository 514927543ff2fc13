package slipway.rollout;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import slipway.agentruntime.RuntimeDocument;
import slipway.agentruntime.Version;
import slipway.image.GateFailure;
import slipway.image.Image;
import slipway.ledger.Consequence;
import slipway.ledger.Outcome;
import slipway.ledger.Progress;
import slipway.rollout.RolloutAction.End;
import slipway.rollout.RolloutAction.LockRuntime;
import slipway.rollout.RolloutAction.MakeVersion;
import slipway.rollout.RolloutAction.UseVersion;
import slipway.rollout.RolloutAction.Verified;
import slipway.rollout.RolloutAction.Wait;
import slipway.target.Declaration;
import slipway.target.Declaration.ConfigurationFrom;
import slipway.target.Declaration.Deployment;
import slipway.target.Declaration.PrivateEndpoints;

/** From the gates to a version that is READY and equal to what was asked for. */
final class Making {

    private Making() {}

    static RolloutAction next(Observed observed, Policy policy, Instant now) {
        if (!observed.gates().isEmpty()) {
            return gate(observed.gates());
        }
        if (observed.runtime().isEmpty()) {
            return runtimeMissing(observed);
        }
        Observed.RuntimeView runtime = observed.runtime().get();
        if (!runtime.untagged().isEmpty()) {
            return notOptedIn(runtime);
        }
        if (!runtime.state().lockedBy(observed.rollout().id())) {
            return new LockRuntime(runtime.state().id());
        }
        return observed.rollout().progress().update().isPresent()
                ? resume(observed, runtime)
                : begin(observed, runtime, now);
    }

    static RolloutAction runtimeMissing(Observed observed) {
        return End.of(
                Outcome.STUCK,
                Reason.RUNTIME_MISSING,
                "There is no runtime named %s here. Create it, then: slipway retry."
                        .formatted(observed.deployment().runtime()),
                Consequence.NONE);
    }

    static RolloutAction notOptedIn(Observed.RuntimeView runtime) {
        return End.of(
                Outcome.STUCK,
                Reason.NOT_OPTED_IN,
                "The tag %s is missing on %s. Tag it, then: slipway retry."
                        .formatted(runtime.tag(), String.join(", ", runtime.untagged())),
                Consequence.NONE);
    }

    private static RolloutAction gate(List<GateFailure> failures) {
        String explanation =
                String.join(" ", failures.stream().map(GateFailure::sentence).toList());
        GateFailure.Reason reason = failures.getFirst().reason();
        Consequence consequence = switch (reason) {
            // It may come back under the same digest.
            case IMAGE_MISSING, IMAGE_NOT_ACTIVE -> Consequence.NONE;
            case WRONG_REGION, WRONG_PLATFORM, TOO_LARGE, URI_REFUSED -> Consequence.VETO;
        };
        return new End(Outcome.REJECTED, reason.name(), explanation, consequence, Optional.empty());
    }

    private static RolloutAction begin(Observed observed, Observed.RuntimeView runtime, Instant now) {
        RuntimeDocument base = runtime.base().document();
        RuntimeDocument latest = runtime.latest();
        if (runtime.base().live().filter(base.version()::equals).isPresent()
                && runs(base, observed.rollout().image())) {
            return unchanged(observed, base);
        }
        if (changedByOthers(observed, runtime)) {
            return foreign(observed, latest, base);
        }
        if (base.containerUri().isEmpty()) {
            return End.of(
                    Outcome.STUCK,
                    Reason.NOT_A_CONTAINER,
                    "Version %s runs code, not a container. Give the runtime a first image, then: slipway retry."
                            .formatted(base.version()),
                    Consequence.NONE);
        }
        if (base.hasJwtAuthorizer() && observed.deployment().proof() instanceof Declaration.Proof.BySmokeTest) {
            return End.of(
                    Outcome.REJECTED,
                    Reason.PROOF_IMPOSSIBLE,
                    "The runtime takes callers with a token only, which a smoke test does not have: declare smokeTest.skip with the reason.",
                    Consequence.NONE);
        }
        if (privateEndpointsUnsaid(observed, base)) {
            return End.of(
                    Outcome.REJECTED,
                    Reason.PRIVATE_ENDPOINTS_UNDECLARED,
                    "The runtime has a JWT authorizer, whose private endpoints AgentCore never tells: declare runtime.authorizerPrivateEndpoints, \"none\" if there are none.",
                    Consequence.NONE);
        }
        RuntimeDocument wanted = wanted(observed, base);
        if (same(latest, wanted) && !latest.status().hasFailed()) {
            return use(observed, runtime, latest, false);
        }
        return make(observed, runtime, latest.version(), now);
    }

    /** The update may have happened or not: look for its version before it is made again. */
    private static RolloutAction resume(Observed observed, Observed.RuntimeView runtime) {
        Progress.Update update = observed.rollout().progress().update().orElseThrow();
        RuntimeDocument wanted = wanted(observed, runtime.base().document());
        Optional<RuntimeDocument> strange = runtime.since().stream()
                .filter(version -> !same(version, wanted) && !runtime.state().knows(version))
                .reduce((first, second) -> second);
        if (strange.isPresent()) {
            // Somebody else's update came between the look and the call, so this one would undo it, or has.
            return observed.deployment().configurationFrom() == ConfigurationFrom.LATEST
                    ? make(
                            observed,
                            runtime.startingFrom(strange.get()),
                            runtime.latest().version(),
                            update.at())
                    : foreign(observed, strange.get(), runtime.base().document());
        }
        Optional<RuntimeDocument> ours = runtime.since().stream()
                .filter(version -> same(version, wanted))
                .findFirst();
        return ours.map(version -> use(observed, runtime, version, true))
                .orElseGet(() -> make(observed, runtime, runtime.latest().version(), update.at()));
    }

    private static RolloutAction make(Observed observed, Observed.RuntimeView runtime, Version highest, Instant now) {
        String token = token(observed.rollout().id() + "/update/" + highest);
        RuntimeDocument wanted = wanted(observed, runtime.base().document());
        List<String> changes = runtime.base().replaced().differences(wanted);
        return new MakeVersion(
                runtime.state().id(),
                runtime.base().onRecord(),
                new Progress.Update(highest, token, now),
                wanted,
                changes);
    }

    private static RolloutAction use(
            Observed observed, Observed.RuntimeView runtime, RuntimeDocument version, boolean made) {
        RuntimeDocument base = runtime.base().document();
        String hash = wanted(observed, base).configurationHash();
        List<String> changes = runtime.base().replaced().differences(version);
        return new UseVersion(
                runtime.state().id(),
                runtime.base().onRecord(),
                new Progress.Candidate(version.version(), made, false, hash, changes, version.maxSessionLifetime()));
    }

    private static RolloutAction unchanged(Observed observed, RuntimeDocument live) {
        return new End(
                Outcome.UNCHANGED,
                Reason.ALREADY_LIVE.name(),
                "%s serves this image already, as version %s."
                        .formatted(observed.deployment().endpoint(), live.version()),
                Consequence.NONE,
                Optional.of(live.version()));
    }

    private static boolean changedByOthers(Observed observed, Observed.RuntimeView runtime) {
        RuntimeDocument latest = runtime.latest();
        return observed.deployment().configurationFrom() == ConfigurationFrom.LIVE
                && !runtime.state().knows(latest)
                && !latest.version().equals(runtime.base().document().version())
                && !same(latest, runtime.base().document())
                && !same(latest, wanted(observed, runtime.base().document()));
    }

    private static RolloutAction foreign(Observed observed, RuntimeDocument version, RuntimeDocument base) {
        return End.of(
                Outcome.REJECTED,
                Reason.FOREIGN_CHANGE,
                "Version %s of runtime %s was not made by Slipway and differs from version %s in %s. To roll out from it: slipway adopt, or declare runtime.configurationFrom: latest."
                        .formatted(
                                version.version(),
                                observed.deployment().runtime(),
                                base.version(),
                                String.join(", ", base.differences(version))),
                Consequence.HOLD);
    }

    private static boolean privateEndpointsUnsaid(Observed observed, RuntimeDocument base) {
        return base.hasJwtAuthorizer()
                && observed.deployment().privateEndpoints() instanceof PrivateEndpoints.Undeclared;
    }

    private static RuntimeDocument wanted(Observed observed, RuntimeDocument base) {
        return complete(base.withImage(observed.rollout().image()), observed.deployment());
    }

    /** The document with what Get never returns. */
    static RuntimeDocument complete(RuntimeDocument document, Deployment deployment) {
        return switch (deployment.privateEndpoints()) {
            case PrivateEndpoints.Declared declared -> document.withPrivateEndpointOverrides(declared.overrides());
            case PrivateEndpoints.None _, PrivateEndpoints.Undeclared _ -> document;
        };
    }

    private static boolean same(RuntimeDocument one, RuntimeDocument other) {
        return one.differences(other).isEmpty();
    }

    private static boolean runs(RuntimeDocument document, Image image) {
        return document.containerUri()
                .filter(uri -> uri.endsWith("@" + image.digest().value()))
                .isPresent();
    }

    static RolloutAction verify(Observed observed, Policy policy, Instant now) {
        Progress progress = observed.rollout().progress();
        Progress.Candidate candidate = progress.candidate().orElseThrow();
        if (observed.candidate().isEmpty()) {
            return End.of(
                    Outcome.STUCK,
                    Reason.NOT_FOUND,
                    "Version %s is gone before it was tested.".formatted(candidate.version()),
                    Consequence.NONE);
        }
        RuntimeDocument version = observed.candidate().get();
        return switch (version.status()) {
            case READY -> readBack(observed, version, candidate);
            case CREATE_FAILED, UPDATE_FAILED, DELETE_FAILED, DELETING ->
                End.of(
                        Outcome.REJECTED,
                        Reason.VERSION_FAILED,
                        "Version %s ended as %s: %s"
                                .formatted(
                                        version.version(),
                                        version.status(),
                                        version.failureReason().orElse("AgentCore gives no reason")),
                        Consequence.VETO);
            case CREATING, UPDATING, UNKNOWN -> await(observed, policy, now);
        };
    }

    private static RolloutAction readBack(Observed observed, RuntimeDocument version, Progress.Candidate candidate) {
        RuntimeDocument base = observed.runtime().orElseThrow().base().document();
        List<String> differences = wanted(observed, base).differences(version);
        if (differences.isEmpty()) {
            return new Verified(Rollout.runtime(observed.rollout().progress()), candidate.readBack());
        }
        return End.of(
                Outcome.REJECTED,
                Reason.READ_BACK_DIFFERS,
                "Version %s is not what was asked for; it differs in %s."
                        .formatted(version.version(), String.join(", ", differences)),
                Consequence.VETO);
    }

    private static RolloutAction await(Observed observed, Policy policy, Instant now) {
        Instant since = observed.rollout()
                .progress()
                .update()
                .map(Progress.Update::at)
                .orElse(observed.rollout().request().startedAt());
        Duration waited = Duration.between(since, now);
        if (waited.compareTo(policy.ready()) > 0) {
            return End.of(
                    Outcome.STUCK,
                    Reason.NOT_READY_IN_TIME,
                    "The version is not READY after %s. Look at the runtime, then: slipway retry.".formatted(waited),
                    Consequence.NONE);
        }
        return new Wait(policy.pause(waited), "the version is not READY yet");
    }

    /** A client token of 36 characters that a repeated call computes again. */
    static String token(String of) {
        return UUID.nameUUIDFromBytes(of.getBytes(StandardCharsets.UTF_8)).toString();
    }
}
