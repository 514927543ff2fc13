package slipway.rollout;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import slipway.agentruntime.AgentRuntimes;
import slipway.agentruntime.Endpoint;
import slipway.agentruntime.RuntimeDocument;
import slipway.agentruntime.RuntimeId;
import slipway.agentruntime.RuntimeTags;
import slipway.agentruntime.Version;
import slipway.failure.AwsFailure;
import slipway.ledger.Ledger;
import slipway.ledger.Orders;
import slipway.ledger.Outcome;
import slipway.ledger.Progress;
import slipway.ledger.RolloutRecord;
import slipway.target.Declaration.Deployment;
import slipway.target.TargetName;

/** Looks at a runtime before and while a version is made: whose it is, where the update starts, what came since. */
final class RuntimeLook {
    private static final int SINCE = 5;

    private final Ledger ledger;
    private final AgentRuntimes runtimes;
    private final Changes changes;
    private final Place place;

    RuntimeLook(Ledger ledger, AgentRuntimes runtimes, Changes changes, Place place) {
        this.ledger = ledger;
        this.runtimes = runtimes;
        this.changes = changes;
        this.place = place;
    }

    Observed.RuntimeView at(
            RuntimeId id, Deployment deployment, RolloutRecord rollout, Optional<Orders.Adoption> adoption) {
        Progress progress = rollout.progress();
        RuntimeDocument latest = runtimes.latest(id);
        Optional<Endpoint> live = runtimes.endpoint(id, deployment.endpoint());
        Whose whose = whose(rollout.target(), latest, live);
        Optional<Version> serving = live.flatMap(Endpoint::liveVersion);
        RuntimeDocument document = progress.base()
                .map(known -> document(id, known.version()))
                .orElseGet(() -> base(id, deployment, latest, serving, adoption));
        Optional<Version> before = progress.base().map(Progress.Base::live).orElse(serving);
        Optional<RuntimeDocument> served =
                progress.candidate().isEmpty() ? served(id, before, document) : Optional.empty();
        return new Observed.RuntimeView(
                ledger.runtime(id),
                whose.untagged(),
                whose.tag(),
                latest,
                new Observed.RuntimeView.Base(document, before, served),
                since(id, progress, latest),
                changes.of(rollout));
    }

    /** What does not carry a tag that it must, and which tag that is. */
    private record Whose(List<String> untagged, String tag) {}

    private Whose whose(TargetName target, RuntimeDocument latest, Optional<Endpoint> live) {
        Map<String, String> tags = runtimes.tags(latest.arn());
        String named = tags.getOrDefault(RuntimeTags.TARGETS, target.value());
        if (!List.of(named.split(" ", -1)).contains(target.value())) {
            return new Whose(List.of(latest.arn()), "%s with %s in it".formatted(RuntimeTags.TARGETS, target));
        }
        Stream<String> ofRuntime = isOurs(tags) ? Stream.empty() : Stream.of(latest.arn());
        Stream<String> ofLive = live.map(Endpoint::arn).stream().filter(arn -> !isOurs(runtimes.tags(arn)));
        return new Whose(
                Stream.concat(ofRuntime, ofLive).toList(), "%s = %s".formatted(Place.TAG, place.controlPlane()));
    }

    private boolean isOurs(Map<String, String> tags) {
        return place.controlPlane().equals(tags.get(Place.TAG));
    }

    private RuntimeDocument base(
            RuntimeId id,
            Deployment deployment,
            RuntimeDocument latest,
            Optional<Version> live,
            Optional<Orders.Adoption> adoption) {
        Optional<Version> adopted = adoption.map(Orders.Adoption::version)
                .filter(version -> live.filter(l -> l.compareTo(version) >= 0).isEmpty());
        if (adopted.isPresent()) {
            return document(id, adopted.get());
        }
        return switch (deployment.configurationFrom()) {
            case LATEST -> owners(id, latest);
            case LIVE -> live.map(version -> document(id, version)).orElse(latest);
        };
    }

    /** The latest version, unless that is a stack's configuration which did not go live: then what that started from. */
    private RuntimeDocument owners(RuntimeId id, RuntimeDocument latest) {
        return Optional.ofNullable(
                        ledger.runtime(id).made().get(latest.version().number()))
                .flatMap(ledger::rollout)
                .filter(rollout -> rollout.request().configuration().isPresent())
                .filter(rollout -> rollout.ending()
                        .filter(ending -> ending.outcome() != Outcome.PROMOTED)
                        .isPresent())
                .flatMap(rollout -> rollout.progress().base())
                .map(base -> document(id, base.version()))
                .orElse(latest);
    }

    private Optional<RuntimeDocument> served(RuntimeId id, Optional<Version> live, RuntimeDocument base) {
        return live.flatMap(
                version -> version.equals(base.version()) ? Optional.of(base) : runtimes.version(id, version));
    }

    private RuntimeDocument document(RuntimeId id, Version version) {
        return runtimes.version(id, version)
                .orElseThrow(() -> new AwsFailure(
                        AwsFailure.Kind.NOT_FOUND,
                        "bedrock-agentcore:GetAgentRuntime",
                        "",
                        id.value(),
                        "Version %s of runtime %s is gone.".formatted(version, id.value()),
                        null));
    }

    /** The versions that came after the rollout had last looked before its update. */
    private List<RuntimeDocument> since(RuntimeId id, Progress progress, RuntimeDocument latest) {
        List<RuntimeDocument> found = new ArrayList<>();
        int highest = progress.update()
                .map(u -> u.highest().number())
                .orElse(latest.version().number());
        for (int number = highest + 1; number < latest.version().number() && found.size() < SINCE; number++) {
            runtimes.version(id, new Version(number)).ifPresent(found::add);
        }
        if (latest.version().number() > highest) {
            found.add(latest);
        }
        return List.copyOf(found);
    }
}
