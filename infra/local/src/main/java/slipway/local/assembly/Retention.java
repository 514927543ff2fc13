package slipway.local.assembly;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What happens to a resource that its stack needs no more.
 *
 * @param deletion when it goes with its stack or leaves the template
 * @param replacement when another one takes its place
 */
record Retention(Policy deletion, Policy replacement) {

    /** Nothing is to stay. */
    static final Retention NONE = new Retention(Policy.Delete, Policy.Delete);

    /** CloudFormation's words. */
    enum Policy {
        Delete,
        Retain,
        RetainExceptOnCreate
    }

    static Retention of(JsonNode resource) {
        return new Retention(policy(resource, "DeletionPolicy"), policy(resource, "UpdateReplacePolicy"));
    }

    private static Policy policy(JsonNode resource, String attribute) {
        String policy = resource.path(attribute).asText(Policy.Delete.name());
        try {
            return Policy.valueOf(policy);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "The local cloud does not know the %s '%s'".formatted(attribute, policy), e);
        }
    }

    /** @param creating whether the stack that it was made for never came to be */
    boolean keeps(boolean creating) {
        return switch (deletion) {
            case Delete -> false;
            case Retain -> true;
            case RetainExceptOnCreate -> !creating;
        };
    }

    boolean keepsReplaced() {
        return replacement != Policy.Delete;
    }
}
