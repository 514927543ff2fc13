package slipway.customresource;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** Properties as CloudFormation hands them over, for tests of resources. */
public final class Given {
    private Given() {}

    /** What the resource reads; an IllegalArgumentException with every problem where they do not hold. */
    public static <P> P properties(CustomResource<P> resource, ObjectNode properties) {
        List<String> problems = new ArrayList<>();
        P read = resource.read(new Properties("", properties, problems));
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(String.join("\n", problems));
        }
        return read;
    }
}
