package slipway.drift;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import slipway.admission.Executions;
import slipway.admission.RuntimeLock;
import slipway.agentruntime.AgentRuntimes;
import slipway.agentruntime.Endpoint;
import slipway.agentruntime.EndpointName;
import slipway.agentruntime.RuntimeDocument;
import slipway.agentruntime.RuntimeId;
import slipway.agentruntime.RuntimeName;
import slipway.agentruntime.RuntimeTags;
import slipway.agentruntime.Version;
import slipway.failure.AwsFailure;
import slipway.image.Digest;
import slipway.image.Found;
import slipway.image.Held;
import slipway.image.Image;
import slipway.image.Images;
import slipway.image.KeepTag;
import slipway.image.Repository;
import slipway.ledger.Ledger;
import slipway.ledger.Progress;
import slipway.ledger.RolloutId;
import slipway.ledger.RolloutRecord;
import slipway.ledger.RuntimeState;
import slipway.ledger.TargetState;
import slipway.ledger.TargetState.Served;
import slipway.monitor.Monitor;
import slipway.parameter.ParameterNames;
import slipway.parameter.Parameters;
import slipway.parameter.Parameters.Last;
import slipway.parameter.Parameters.Write;
import slipway.target.Declaration;
import slipway.target.Declaration.Deployment;
import slipway.target.TargetName;

/**
 * Looks at a target, each call at its rate and for a reason. For a target at rest these are:
 *
 * <ul>
 *   <li>0.4 GetParameters: four names, ten a call: the declaration, and what is published
 *   <li>1 DescribeImages for the repository's tags: a push may have been missed. One more for each digest in use, of
 *       which there are one to three: it may be deleted, archived or without its guard
 *   <li>1 GetAgentRuntime: the latest version may be somebody else's. One more for live's version where that is another
 *   <li>1 ListAgentRuntimeEndpoints: live, candidate, previous and DEFAULT at once
 *   <li>1 ListTagsForResource: the runtime may be another control plane's
 *   <li>4 items of the ledger, which has room: the target, its drift, its last rollout, its runtime
 *   <li>0.1 GetParametersByPath at a sweep's start, with another look at the target in the ledger: it may be declared in
 *       Parameter Store alone
 * </ul>
 *
 * ListAgentRuntimes only where the ledger knows no runtime, DescribeExecution only under a rollout, and GetMetricData
 * only where DEFAULT serves what nobody proved.
 */
final class Looks {
    private static final EndpointName DEFAULT = new EndpointName("DEFAULT");
    private static final Duration OF_LATE = Duration.ofMinutes(15);

    private final Ledger ledger;
    private final Parameters parameters;
    private final ParameterNames names;
    private final Images images;
    private final AgentRuntimes runtimes;
    private final Monitor monitor;
    private final Executions executions;
    private final Pacer pacer;

    Looks(DriftCheck.World world, Pacer pacer) {
        this.ledger = world.ledger();
        this.parameters = world.parameters();
        this.names = world.names();
        this.images = world.images();
        this.runtimes = world.runtimes();
        this.monitor = world.monitor();
        this.executions = world.executions();
        this.pacer = pacer;
    }

    /** What Parameter Store says of some targets, ten names a call. */
    Map<String, Last> published(List<TargetName> targets) {
        List<String> all = targets.stream()
                .flatMap(target -> Published.names(names, target).stream())
                .toList();
        Map<String, Last> found = new LinkedHashMap<>();
        for (int from = 0; from < all.size(); from += Parameters.NAMES_A_CALL) {
            pacer.await(Rate.PARAMETERS);
            found.putAll(parameters.last(all.subList(from, Math.min(from + Parameters.NAMES_A_CALL, all.size()))));
        }
        return found;
    }

    boolean runs(RolloutRecord rollout) {
        return rollout.run()
                .execution()
                .filter(execution -> {
                    pacer.await(Rate.EXECUTIONS);
                    return executions.runs(execution);
                })
                .isPresent();
    }

    RegistryLook.Registry registry(TargetState state, Declaration declaration) {
        List<Found> tagged = tagged(declaration.repository());
        Map<Image, Optional<Held>> used = new LinkedHashMap<>();
        for (Image image : RegistryLook.used(state)) {
            pacer.await(Rate.IMAGES);
            used.put(image, images.held(image.repository(), image.digest()));
        }
        Optional<KeepTag> keep = state.serving()
                .live()
                .filter(live -> state.serving().guarded().contains(live.image()))
                .map(live -> keep(state.name(), live.image().digest()));
        return new RegistryLook.Registry(tagged, used, keep);
    }

    /** Every write of the target's desired-image, oldest first. */
    List<Write> history(TargetName target) {
        pacer.await(Rate.PARAMETERS);
        return parameters.history(names.desiredImage(target));
    }

    /** The tag by which the target keeps an image from being expired. */
    KeepTag keep(TargetName target, Digest digest) {
        return KeepTag.of(names.environment() + "-" + target, digest);
    }

    /** Every tag that the repository has. */
    List<Found> tagged(Repository repository) {
        pacer.await(Rate.IMAGES);
        return images.list(repository);
    }

    RuntimeSight runtime(TargetState state, Deployment deployment, Instant now) {
        Optional<RolloutRecord> last = lastRollout(state);
        return known(last, deployment)
                .or(() -> found(deployment))
                .<RuntimeSight>map(latest -> there(state, deployment, latest, last, now))
                .orElseGet(() -> new RuntimeSight.Gone(deployment.runtime()));
    }

    private Optional<RolloutRecord> lastRollout(TargetState state) {
        long number = state.claim().sequence();
        return number == 0 ? Optional.empty() : ledger.rollout(RolloutId.of(state.name(), number));
    }

    /** The runtime that the last rollout found, where that is still there and still the declared one. */
    private Optional<RuntimeDocument> known(Optional<RolloutRecord> last, Deployment deployment) {
        return last.flatMap(rollout -> rollout.progress().runtime())
                .flatMap(this::latest)
                .filter(latest -> latest.name().equals(deployment.runtime()));
    }

    private Optional<RuntimeDocument> found(Deployment deployment) {
        pacer.await(Rate.RUNTIME_LISTS);
        return runtimes.find(deployment.runtime()).flatMap(this::latest);
    }

    private Optional<RuntimeDocument> latest(RuntimeId id) {
        pacer.await(Rate.RUNTIMES);
        try {
            return Optional.of(runtimes.latest(id));
        } catch (AwsFailure failure) {
            if (failure.kind() == AwsFailure.Kind.NOT_FOUND) {
                return Optional.empty();
            }
            throw failure;
        }
    }

    private RuntimeSight.There there(
            TargetState state,
            Deployment deployment,
            RuntimeDocument latest,
            Optional<RolloutRecord> last,
            Instant now) {
        RuntimeId id = latest.id();
        pacer.await(Rate.RUNTIMES);
        Map<String, String> tags = runtimes.tags(latest.arn());
        pacer.await(Rate.RUNTIME_LISTS);
        List<Endpoint> endpoints = runtimes.endpoints(id);
        Optional<RuntimeDocument> live = endpoints.stream()
                .filter(endpoint -> endpoint.name().equals(deployment.endpoint()))
                .flatMap(endpoint -> endpoint.liveVersion().stream())
                .findFirst()
                .flatMap(version -> version.equals(latest.version()) ? Optional.of(latest) : version(id, version));
        RuntimeState shared = ledger.runtime(id);
        return new RuntimeSight.There(
                latest,
                endpoints,
                live,
                tags,
                shared,
                ownerless(shared),
                last.flatMap(rollout -> rollout.progress().candidate()).map(Progress.Candidate::version),
                onDefault(state, deployment, latest, shared, now),
                left(state, deployment));
    }

    Optional<RuntimeDocument> version(RuntimeId id, Version version) {
        pacer.await(Rate.RUNTIMES);
        return runtimes.version(id, version);
    }

    private Optional<RolloutId> ownerless(RuntimeState shared) {
        return shared.lock()
                .map(RuntimeState.Lock::owner)
                .filter(owner -> !RuntimeLock.isNeeded(ledger.rollout(owner)));
    }

    private long onDefault(
            TargetState state, Deployment deployment, RuntimeDocument latest, RuntimeState shared, Instant now) {
        boolean proven = state.serving().live().isEmpty()
                || state.serving().served(latest.version()).isPresent()
                || shared.knows(latest);
        if (proven) {
            return 0;
        }
        Instant to = now.truncatedTo(ChronoUnit.MINUTES);
        pacer.await(Rate.METRICS);
        return monitor.traffic(latest.arn(), deployment.runtime(), DEFAULT, to.minus(OF_LATE), to)
                .invocations();
    }

    /** Of the runtimes that this target was live on, one that is still there and still this control plane's. */
    private Optional<RuntimeName> left(TargetState state, Deployment deployment) {
        return Stream.concat(state.serving().live().stream(), state.serving().earlier().stream())
                .map(Served::endpoint)
                .map(endpoint -> new RuntimeName(endpoint.substring(0, endpoint.indexOf('/'))))
                .filter(name -> !name.equals(deployment.runtime()))
                .distinct()
                .filter(this::isOurs)
                .findFirst();
    }

    private boolean isOurs(RuntimeName name) {
        pacer.await(Rate.RUNTIME_LISTS);
        return runtimes.find(name)
                .flatMap(this::latest)
                .filter(latest -> {
                    pacer.await(Rate.RUNTIMES);
                    return controlPlane().equals(runtimes.tags(latest.arn()).get(RuntimeTags.CONTROL_PLANE));
                })
                .isPresent();
    }

    String controlPlane() {
        return names.prefix() + "/" + names.environment();
    }
}
