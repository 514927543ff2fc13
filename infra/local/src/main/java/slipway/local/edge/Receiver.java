package slipway.local.edge;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/** What another service can hand an event to: a function, a queue, a topic, a bus. */
public interface Receiver {

    /** Whether this receiver is the one for the ARN. */
    boolean receives(String arn);

    /**
     * Takes the event, or refuses it. For a function this is the asynchronous queue: accepted is not yet handled.
     *
     * @throws AwsError when the resource is not there or its policy does not let {@code from} in
     */
    void receive(String arn, JsonNode event, Caller from);

    /**
     * The same with attributes beside the event, such as a queue keeps with a message.
     *
     * @throws AwsError as without them
     */
    default void receive(String arn, JsonNode event, Map<String, String> attributes, Caller from) {
        receive(arn, event, from);
    }
}
