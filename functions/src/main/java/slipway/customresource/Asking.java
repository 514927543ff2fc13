package slipway.customresource;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Asks the resource of a request's type for its next step. */
final class Asking {
    private final SortedMap<String, CustomResource<?>> resources = new TreeMap<>();

    Asking(List<CustomResource<?>> resources) {
        resources.forEach(resource -> this.resources.put(resource.type(), resource));
    }

    Step ask(Request request, Subject subject, Progress progress, Instant now) {
        boolean nothing = request.replyTo().id().filter(PhysicalId::isNothing).isPresent();
        if (request.type() == RequestType.DELETE && nothing) {
            return Step.Done.of(PhysicalId.nothing(), new TreeMap<>());
        }
        CustomResource<?> resource = resources.get(request.resourceType());
        if (resource == null) {
            return new Step.Failed("Nobody looks after this type here: write one of %s as the resource's type."
                    .formatted(String.join(", ", resources.keySet())));
        }
        return answered(resource.type(), new Turn(request, subject, progress, now).of(resource));
    }

    private static Step answered(String type, @Nullable Step step) {
        return step == null
                ? new Step.Failed(type + " did not say how far it is, which is a defect of it. Report it.")
                : step;
    }

    /** One resource's turn at one request. */
    private record Turn(Request request, Subject subject, Progress progress, Instant now) {

        <P> @Nullable Step of(CustomResource<P> resource) {
            return switch (request.type()) {
                case CREATE -> change(resource, Optional.empty(), Optional.empty());
                case UPDATE -> {
                    Reading<P> before = Reading.of(resource, request.before());
                    yield change(resource, request.replyTo().id(), before.properties());
                }
                case DELETE -> resource.delete(new Deletion(subject, present(), progress.note(), now));
            };
        }

        private PhysicalId present() {
            return request.replyTo().id().orElseThrow();
        }

        private <P> @Nullable Step change(CustomResource<P> resource, Optional<PhysicalId> id, Optional<P> before) {
            Reading<P> wanted = Reading.of(resource, request.properties());
            if (wanted.properties().isEmpty()) {
                return new Step.Failed(String.join("; ", wanted.problems()) + ".");
            }
            Work<P> work = new Work<>(subject, id, wanted.properties().get(), before, progress.note(), now);
            return id.isEmpty() ? resource.create(work) : resource.update(work);
        }
    }

    /** Properties that were read, or everything that is wrong with them. */
    private record Reading<P>(Optional<P> properties, List<String> problems) {

        static <P> Reading<P> of(CustomResource<P> resource, ObjectNode node) {
            Properties properties = Properties.of(node);
            try {
                P read = resource.read(properties);
                List<String> problems = properties.problems();
                return new Reading<>(problems.isEmpty() ? Optional.of(read) : Optional.empty(), problems);
            } catch (RuntimeException e) {
                // With a value that stands for one that is wrong, the reader may well come to grief.
                return new Reading<>(Optional.empty(), orUnreadable(properties.problems()));
            }
        }

        private static List<String> orUnreadable(List<String> problems) {
            return problems.isEmpty()
                    ? List.of("the properties cannot be read: compare them with the resource's description")
                    : problems;
        }
    }
}
