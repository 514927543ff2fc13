package slipway.local.edge;

import com.fasterxml.jackson.databind.JsonNode;

/** Takes statements of the policies that sit on resources, one by one. */
@FunctionalInterface
public interface Statements {

    /** One more on the resource with this ARN. */
    void allow(String arn, JsonNode statement);

    /** One less; nothing for who only listens. */
    default void revoke(String arn, JsonNode statement) {}
}
