package slipway.local.assembly;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Set;

/** Makes resources of some CloudFormation types. */
public interface ResourceProvider {

    /** The types, for example {@code AWS::SSM::Parameter}. */
    Set<String> types();

    /**
     * Makes the resource.
     *
     * @throws HalfMade when something may be there nevertheless
     * @throws RuntimeException with a message for a person, when a property is wrong or not known here
     */
    Made make(Wanted wanted);

    /**
     * Changes the resource in place, or makes another one that is to take its place: one with another physical id.
     * CloudFormation deletes the old one when all else is done.
     *
     * @param before as it was wanted until now, which may not have been reached
     * @throws HalfMade when something new may be there nevertheless
     * @throws RuntimeException with a message for a person; the resource may or may not be changed
     */
    default Made update(Wanted wanted, Wanted before, Made made) {
        throw new IllegalArgumentException("The local cloud does not update " + wanted.type());
    }

    /**
     * Takes an update back, of which nobody knows how far it came.
     *
     * @param failed as the update wanted it
     * @param was as it was before: still there, where another one took its place
     */
    default Made restore(Wanted wanted, Wanted failed, Made made, Made was) {
        return made.physicalId().equals(was.physicalId()) ? update(wanted, failed, made) : was;
    }

    /**
     * Deletes the resource; one that is gone already is no problem.
     *
     * @param was as it was wanted last
     */
    default void delete(Wanted was, Made made) {
        throw new IllegalArgumentException("The local cloud does not delete " + was.type());
    }

    /** A resource as the template wants it, intrinsics resolved, and the stack that it belongs to. */
    record Wanted(String stackId, String stack, String logicalId, String type, ObjectNode properties) {

        /** Outside of a stack: nothing tells to which one it belongs. */
        public Wanted(String stack, String logicalId, String type, ObjectNode properties) {
            this("", stack, logicalId, type, properties);
        }

        /** CloudFormation's own tags of what it makes; none outside of a stack. */
        public Map<String, String> systemTags() {
            return stackId.isEmpty()
                    ? Map.of()
                    : Map.of(
                            "aws:cloudformation:stack-id", stackId,
                            "aws:cloudformation:stack-name", stack,
                            "aws:cloudformation:logical-id", logicalId);
        }

        /** Whether a property is, or was, something else. */
        public boolean differsIn(String property, Wanted before) {
            return !properties.path(property).equals(before.properties.path(property));
        }

        /** Refuses every property that the provider does not say it understands. */
        public void understands(String... known) {
            properties.fieldNames().forEachRemaining(name -> {
                if (!Set.of(known).contains(name)) {
                    throw new IllegalArgumentException(
                            "%s %s: the local cloud does not know the property '%s'".formatted(type, logicalId, name));
                }
            });
        }
    }

    /**
     * A resource that is there.
     *
     * @param physicalId what {@code Ref} gives
     * @param attributes what {@code Fn::GetAtt} gives, by attribute name
     * @param noEcho whether the attributes are secret: CloudFormation shows asterisks in their place
     */
    record Made(String physicalId, Map<String, String> attributes, boolean noEcho) {
        public Made(String physicalId, Map<String, String> attributes) {
            this(physicalId, attributes, false);
        }
    }
}
