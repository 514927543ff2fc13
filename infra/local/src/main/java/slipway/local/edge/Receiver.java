package slipway.local.edge;

import com.fasterxml.jackson.databind.JsonNode;

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
}
