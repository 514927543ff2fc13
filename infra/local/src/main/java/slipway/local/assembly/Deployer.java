package slipway.local.assembly;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import slipway.local.assembly.DeployedStack.Version;
import slipway.local.assembly.ResourceProvider.Made;
import slipway.local.edge.AwsError;
import slipway.local.edge.Place;

/** Creates, updates, rolls back and deletes stacks, each resource through the provider of its type. */
public final class Deployer {
    private final Assembly assembly;
    private final InstantSource clock;
    private final Site site;
    private final List<Consumer<StackEvent>> listeners = new CopyOnWriteArrayList<>();
    private final Map<String, DeployedStack> stacks = new ConcurrentSkipListMap<>();
    private final List<DeployedStack> deleted = new CopyOnWriteArrayList<>();

    /**
     * @param ssm the value of the SSM parameter of this name, for parameters and references that name one; throws when
     *     there is none
     */
    public Deployer(
            Assembly assembly,
            Place place,
            InstantSource clock,
            List<ResourceProvider> providers,
            UnaryOperator<String> ssm,
            Progress progress) {
        this.assembly = assembly;
        this.clock = clock;
        this.site = new Site(place, new Workshop(new Providers(providers)), new Exports(), ssm, progress);
    }

    /** Tells what happens to stacks and their resources from now on, as it happens. */
    public void onEvent(Consumer<StackEvent> listener) {
        listeners.add(listener);
    }

    /** Deploys a stack of the assembly with its parameters' defaults; its outputs. */
    public Map<String, String> deploy(String stackName) {
        return deploy(stackName, Map.of());
    }

    /**
     * Deploys a stack of the assembly that was not deployed before, the stacks that it needs being there. One that
     * failed stays as it is, and goes on from there the next time.
     *
     * @param parameters values for the template's parameters
     * @return its outputs
     * @throws DeploymentFailed naming the resource and the reason
     */
    public Map<String, String> deploy(String stackName, Map<String, String> parameters) {
        StackArtifact artifact = assembly.stack(stackName);
        return StackOperation.run(stackName, () -> {
            DeployedStack there = stacks.get(stackName);
            if (there != null && there.status() != StackStatus.CREATE_FAILED) {
                throw new IllegalArgumentException("It is deployed already: update it, or delete it");
            }
            StackRequest request = new StackRequest(artifact, parameters, OnFailure.DO_NOTHING, null);
            return creation(there == null ? begun(artifact) : there, request, version(request));
        });
    }

    /**
     * Creates a stack.
     *
     * @throws AwsError as CreateStack answers
     */
    public StackOperation create(StackRequest request) {
        DeployedStack stack = begun(request.artifact());
        Version version = valid(stack, request);
        DeployedStack there = stacks.get(stack.name());
        if (there != null && there.status() != StackStatus.REVIEW_IN_PROGRESS) {
            throw new AwsError(400, "AlreadyExistsException", "Stack [%s] already exists".formatted(stack.name()));
        }
        return creation(there == null ? stack : there, request, version);
    }

    /** A stack that is not there yet, with a change set for its creation. */
    public DeployedStack review(StackArtifact artifact) {
        return stacks.computeIfAbsent(artifact.stackName(), _ -> begun(artifact));
    }

    private DeployedStack begun(StackArtifact artifact) {
        return new DeployedStack(
                artifact, site.place(), clock, event -> listeners.forEach(listener -> listener.accept(event)));
    }

    private StackOperation creation(DeployedStack stack, StackRequest request, Version version) {
        DeployedStack there = stacks.putIfAbsent(stack.name(), stack);
        if (there != null && !there.equals(stack)) {
            throw new AwsError(400, "AlreadyExistsException", "Stack [%s] already exists".formatted(stack.name()));
        }
        Set<StackStatus> from = Set.of(StackStatus.REVIEW_IN_PROGRESS, StackStatus.CREATE_FAILED);
        stack.begin(StackStatus.CREATE_IN_PROGRESS, from, "created", request.token());
        stack.onFailure(request.onFailure());
        stack.deployFrom(version);
        return operation(stack, new Creation(stack, site)::run);
    }

    /**
     * Updates a stack.
     *
     * @throws AwsError as UpdateStack answers; also when nothing is to be different
     */
    public StackOperation update(StackRequest request) {
        DeployedStack stack = require(request.artifact().stackName());
        stack.require(StackStatus.UPDATABLE, "updated");
        Version version = valid(stack, request);
        refuseOtherTypes(stack, version.artifact());
        if (stack.status() != StackStatus.UPDATE_FAILED && isSame(stack.version(), version)) {
            throw new AwsError(400, "ValidationError", "No updates are to be performed.");
        }
        stack.begin(StackStatus.UPDATE_IN_PROGRESS, StackStatus.UPDATABLE, "updated", request.token());
        stack.onFailure(request.onFailure());
        return operation(stack, () -> new Update(stack, site).run(version));
    }

    private static boolean isSame(Version now, Version wanted) {
        return now.parameters().equals(wanted.parameters())
                && now.artifact().tags().equals(wanted.artifact().tags())
                && Stream.of("Resources", "Outputs", "Conditions", "Mappings")
                        .allMatch(section -> now.artifact()
                                .template()
                                .path(section)
                                .equals(wanted.artifact().template().path(section)));
    }

    private static void refuseOtherTypes(DeployedStack stack, StackArtifact wanted) {
        List<String> changed = stack.resources().stream()
                .filter(there -> !wanted.template()
                        .at("/Resources/" + there.logicalId() + "/Type")
                        .asText(there.type())
                        .equals(there.type()))
                .map(StackResource::logicalId)
                .toList();
        if (!changed.isEmpty()) {
            throw new AwsError(
                    400,
                    "ValidationError",
                    "Update of resource type is not permitted. The new template modifies resource type of the following"
                            + " resources: " + changed);
        }
    }

    /**
     * Deletes a stack.
     *
     * @param kept the logical ids of resources that stay whatever the template says
     * @throws AwsError as DeleteStack answers
     */
    public StackOperation delete(String nameOrId, Set<String> kept, @Nullable String token) {
        DeployedStack stack = require(nameOrId);
        stack.begin(StackStatus.DELETE_IN_PROGRESS, StackStatus.DELETABLE, "deleted", token);
        return operation(stack, () -> new Deletion(stack, site).run(kept));
    }

    /**
     * Goes on with a rollback that failed.
     *
     * @param skipped the logical ids of resources that stay as they are
     * @throws AwsError as ContinueUpdateRollback answers
     */
    public StackOperation continueRollback(String nameOrId, Set<String> skipped, @Nullable String token) {
        DeployedStack stack = require(nameOrId);
        Set<StackStatus> from = Set.of(StackStatus.UPDATE_ROLLBACK_FAILED);
        stack.begin(StackStatus.UPDATE_ROLLBACK_IN_PROGRESS, from, "rolled back", token);
        return operation(stack, () -> new UpdateRollback(stack, site).goOn(skipped));
    }

    /**
     * Ends an update that is under way, as soon as its resource at work is done: the stack goes back.
     *
     * @throws AwsError as CancelUpdateStack answers
     */
    public void cancelUpdate(String nameOrId) {
        require(nameOrId).cancel();
    }

    private StackOperation operation(DeployedStack stack, Runnable work) {
        return new StackOperation(stack, () -> {
            try {
                work.run();
            } finally {
                if (stack.status() == StackStatus.DELETE_COMPLETE) {
                    stacks.remove(stack.name(), stack);
                    deleted.add(stack);
                }
            }
        });
    }

    private Version valid(DeployedStack stack, StackRequest request) {
        try {
            Version version = version(request);
            new Blueprint(stack, version, site).order();
            return version;
        } catch (IllegalArgumentException e) {
            throw new AwsError(400, "ValidationError", "Template error: " + e.getMessage());
        }
    }

    private Version version(StackRequest request) {
        Map<String, JsonNode> values =
                Parameters.of(request.artifact().template().path("Parameters"), request.parameters(), site.ssm());
        return new Version(request.artifact(), Map.copyOf(request.parameters()), values);
    }

    private DeployedStack require(String nameOrId) {
        return stack(nameOrId)
                .filter(stack -> stack.status() != StackStatus.DELETE_COMPLETE)
                .orElseThrow(
                        () -> new AwsError(400, "ValidationError", "Stack [%s] does not exist".formatted(nameOrId)));
    }

    /** A resource that was made. */
    public Optional<Made> resource(String stackName, String logicalId) {
        return Optional.ofNullable(stacks.get(stackName)).flatMap(stack -> stack.made(logicalId));
    }

    /** Every stack that is there, or is being deployed or deleted, by name. */
    public List<DeployedStack> stacks() {
        return List.copyOf(stacks.values());
    }

    /** Those that were deleted, the oldest first. */
    public List<DeployedStack> deleted() {
        return List.copyOf(deleted);
    }

    /** By the name of one that is there, or by the ARN of any. */
    public Optional<DeployedStack> stack(String nameOrId) {
        return Stream.concat(
                        stacks.values().stream()
                                .filter(stack -> stack.name().equals(nameOrId)
                                        || stack.id().equals(nameOrId)),
                        deleted.stream().filter(stack -> stack.id().equals(nameOrId)))
                .findFirst();
    }
}
