package slipway.customresource;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Properties as CloudFormation hands them over, for tests of resources. */
public final class Given {
    private Given() {}

    /** What the resource reads; an IllegalArgumentException with every problem where they do not hold. */
    public static <P> P properties(CustomResource<P> resource, ObjectNode declared) {
        Properties properties = Properties.of(declared);
        P read = resource.read(properties);
        if (!properties.problems().isEmpty()) {
            throw new IllegalArgumentException(String.join("\n", properties.problems()));
        }
        return read;
    }
}
