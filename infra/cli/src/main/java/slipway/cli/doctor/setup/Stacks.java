package slipway.cli.doctor.setup;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import slipway.cli.plane.Environment;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.CloudFormationException;

/** The control plane's two stacks. What they made is found by type, so that no name has to be known. */
public final class Stacks {
    private static final List<String> SUFFIXES = List.of("foundation", "control-plane");

    private final Supplier<CloudFormationClient> cloudFormation;
    private final Environment environment;
    private final Once<List<Stack>> stacks = new Once<>(this::read);
    private final Once<List<Resource>> resources = new Once<>(this::list);

    Stacks(Supplier<CloudFormationClient> cloudFormation, Environment environment) {
        this.cloudFormation = cloudFormation;
        this.environment = environment;
    }

    /**
     * A stack that there should be.
     *
     * @param status CloudFormation's word; empty where there is no such stack
     * @param reason why it is in that status, if CloudFormation says so
     */
    public record Stack(String name, Optional<String> status, Optional<String> reason) {}

    private record Resource(String type, String physicalId) {}

    /** Both stacks, there or not. */
    public List<Stack> all() {
        return stacks.get();
    }

    /** The physical ids of everything of this type that the stacks made. */
    public List<String> resources(String type) {
        return resources.get().stream()
                .filter(resource -> resource.type().equals(type))
                .map(Resource::physicalId)
                .toList();
    }

    private List<Stack> read() {
        return SUFFIXES.stream().map(suffix -> read(environment.named(suffix))).toList();
    }

    private Stack read(String name) {
        try {
            var stack = cloudFormation
                    .get()
                    .describeStacks(r -> r.stackName(name))
                    .stacks()
                    .getFirst();
            return new Stack(
                    name, Optional.of(stack.stackStatusAsString()), Optional.ofNullable(stack.stackStatusReason()));
        } catch (CloudFormationException refused) {
            // CloudFormation has no error of its own for it.
            if (String.valueOf(refused.getMessage()).contains("does not exist")) {
                return new Stack(name, Optional.empty(), Optional.empty());
            }
            throw refused;
        }
    }

    private List<Resource> list() {
        return all().stream()
                .filter(stack -> stack.status().isPresent())
                .flatMap(this::resources)
                .toList();
    }

    private Stream<Resource> resources(Stack stack) {
        return cloudFormation
                .get()
                .listStackResourcesPaginator(r -> r.stackName(stack.name()))
                .stackResourceSummaries()
                .stream()
                // What is yet to be made, or gone again, has none.
                .filter(summary -> summary.physicalResourceId() != null)
                .map(summary -> new Resource(summary.resourceType(), summary.physicalResourceId()));
    }
}
