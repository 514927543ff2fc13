package slipway.rollout;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import slipway.agentruntime.ConfigurationChange;
import slipway.agentruntime.ConfigurationHash;
import slipway.agentruntime.RuntimeDocument;
import slipway.agentruntime.Version;
import slipway.agentruntime.Wanted;
import slipway.image.Image;
import slipway.ledger.Cause;
import slipway.ledger.Consequence;
import slipway.ledger.Outcome;
import slipway.ledger.Progress;
import slipway.rollout.RolloutAction.End;
import slipway.rollout.RolloutAction.LockRuntime;
import slipway.rollout.RolloutAction.MakeVersion;
import slipway.rollout.RolloutAction.NoteVersion;
import slipway.rollout.RolloutAction.UseVersion;
import slipway.target.Declaration.ConfigurationFrom;
import slipway.target.Declaration.Deployment;
import slipway.target.Declaration.PrivateEndpoints;

/** From the gates to a version: one that is made, or one that is there already. */
final class Making {

    private Making() {}

    static RolloutAction next(Observed observed, Policy policy, Instant now) {
        if (!observed.gates().isEmpty()) {
            return Obstacles.gate(observed);
        }
        if (observed.runtime().isEmpty()) {
            return Obstacles.runtimeMissing(observed);
        }
        Observed.RuntimeView runtime = observed.runtime().get();
        if (!runtime.untagged().isEmpty()) {
            return Obstacles.notOptedIn(runtime);
        }
        if (!runtime.state().lockedBy(observed.rollout().id())) {
            return new LockRuntime(runtime.state().id());
        }
        return observed.rollout().progress().update().isPresent()
                ? resume(observed, runtime)
                : begin(observed, runtime, now);
    }

    private static RolloutAction begin(Observed observed, Observed.RuntimeView runtime, Instant now) {
        RuntimeDocument base = runtime.base().document();
        if (base.containerUri().isEmpty()) {
            return Obstacles.notAContainer(base);
        }
        Optional<RolloutAction> moved = Obstacles.liveMoved(observed, runtime);
        if (moved.isPresent()) {
            return moved.get();
        }
        Wanted wanted = wanted(observed, runtime);
        if (isServed(observed, runtime, wanted)) {
            return unchanged(observed, runtime.base().live().orElseThrow());
        }
        RuntimeDocument latest = runtime.latest();
        if (changedByOthers(observed, runtime, wanted)) {
            return foreign(observed, latest, base);
        }
        return Obstacles.unsaid(observed, wanted.document())
                .orElseGet(() -> !isHidden(runtime)
                                && wanted.is(latest)
                                && !latest.status().hasFailed()
                        ? use(observed, runtime, latest, false)
                        : make(observed, runtime, latest.version(), now));
    }

    /** Whether live serves it: for an image that is the image, whatever its configuration; for a configuration all of it. */
    private static boolean isServed(Observed observed, Observed.RuntimeView runtime, Wanted wanted) {
        Observed.RuntimeView.Base base = runtime.base();
        return observed.rollout().cause() == Cause.CONFIGURATION
                ? base.served().filter(wanted::is).isPresent() && (!isHidden(runtime) || isKnown(observed))
                : base.live().filter(base.document().version()::equals).isPresent()
                        && runs(base.document(), observed.rollout().image());
    }

    private static boolean isHidden(Observed.RuntimeView runtime) {
        return runtime.change().filter(ConfigurationChange::isHidden).isPresent();
    }

    /** Whether live has the configuration by a rollout before: what cannot be seen of it is there, too. */
    private static boolean isKnown(Observed observed) {
        Optional<ConfigurationHash> asked = observed.rollout().request().configuration();
        return asked.isPresent()
                && observed.target()
                        .serving()
                        .live()
                        .filter(live -> live.configuration().equals(asked))
                        .isPresent();
    }

    /** The update may have happened or not: look for its version before it is made again. */
    private static RolloutAction resume(Observed observed, Observed.RuntimeView runtime) {
        Progress.Update update = observed.rollout().progress().update().orElseThrow();
        Wanted wanted = wanted(observed, runtime);
        Predicate<RuntimeDocument> isOurs =
                version -> wanted.differences(version).isEmpty();
        Optional<RuntimeDocument> ours = runtime.since().stream().filter(isOurs).findFirst();
        Optional<RuntimeDocument> strange = runtime.since().stream()
                .filter(version -> !isOurs.test(version) && !runtime.state().knows(version))
                .filter(version -> ours.filter(made -> isBefore(made, version)).isEmpty())
                .reduce((first, second) -> second);
        if (strange.isEmpty()) {
            return ours.map(version -> use(observed, runtime, version, true))
                    .orElseGet(() -> make(observed, runtime, runtime.latest().version(), update.at()));
        }
        // Somebody else's update came between the look and the call, so this one would undo it, or has.
        Optional<RolloutAction> unnoted = ours.map(RuntimeDocument::version)
                .filter(version -> !runtime.state().made().containsKey(version.number()))
                .map(version -> new NoteVersion(runtime.state().id(), version));
        return unnoted.orElseGet(() -> observed.deployment().configurationFrom() == ConfigurationFrom.LATEST
                ? make(
                        observed,
                        runtime.startingFrom(strange.get()),
                        runtime.latest().version(),
                        update.at())
                : foreign(observed, strange.get(), runtime.base().document()));
    }

    private static boolean isBefore(RuntimeDocument one, RuntimeDocument other) {
        return one.version().compareTo(other.version()) < 0;
    }

    private static RolloutAction make(Observed observed, Observed.RuntimeView runtime, Version highest, Instant now) {
        String token = token(observed.rollout().id() + "/update/" + highest);
        RuntimeDocument wanted = wanted(observed, runtime).document();
        List<String> changes = runtime.base().replaced().differences(wanted);
        return new MakeVersion(
                runtime.state().id(),
                runtime.base().onRecord(),
                new Progress.Update(highest, token, now, Optional.of(wanted.configurationHash())),
                wanted,
                changes);
    }

    private static RolloutAction use(
            Observed observed, Observed.RuntimeView runtime, RuntimeDocument version, boolean made) {
        String hash = wanted(observed, runtime).document().configurationHash();
        List<String> changes = runtime.base().replaced().differences(version);
        return new UseVersion(
                runtime.state().id(),
                runtime.base().onRecord(),
                new Progress.Candidate(version.version(), made, false, hash, changes, version.maxSessionLifetime()));
    }

    private static RolloutAction unchanged(Observed observed, Version live) {
        String what = observed.rollout().cause() == Cause.CONFIGURATION ? "configuration" : "image";
        return new End(
                Outcome.UNCHANGED,
                Reason.ALREADY_LIVE.name(),
                "%s serves this %s already, as version %s."
                        .formatted(observed.deployment().endpoint(), what, live),
                Consequence.NONE,
                Optional.of(live));
    }

    private static boolean changedByOthers(Observed observed, Observed.RuntimeView runtime, Wanted wanted) {
        RuntimeDocument latest = runtime.latest();
        return observed.deployment().configurationFrom() == ConfigurationFrom.LIVE
                && !runtime.state().knows(latest)
                && !latest.version().equals(runtime.base().document().version())
                && !same(latest, runtime.base().document())
                && !wanted.is(latest);
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

    /** What the version is to be: the base with the rollout's image, and with what a stack wants changed. */
    static Wanted wanted(Observed observed, Observed.RuntimeView runtime) {
        RuntimeDocument base = runtime.base().document();
        RuntimeDocument changed = runtime.change().map(base::with).orElse(base);
        Image image = observed.rollout().image();
        boolean stays = observed.rollout().cause() == Cause.CONFIGURATION && runs(base, image);
        RuntimeDocument imaged = stays ? changed : changed.withImage(image);
        return new Wanted(complete(imaged, observed.deployment()), runtime.change());
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

    static boolean runs(RuntimeDocument document, Image image) {
        return document.containerUri()
                .filter(uri -> uri.endsWith("@" + image.digest().value()))
                .isPresent();
    }

    /** A client token of 36 characters that a repeated call computes again. */
    static String token(String of) {
        return UUID.nameUUIDFromBytes(of.getBytes(StandardCharsets.UTF_8)).toString();
    }
}
