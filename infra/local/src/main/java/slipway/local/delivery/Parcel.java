package slipway.local.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import slipway.local.edge.Caller;

/** Something on its way to a target. */
public interface Parcel {

    /** The target's ARN. */
    String target();

    /**
     * What the target gets.
     *
     * @param attempt the number of the try, from 1
     * @throws slipway.local.edge.AwsError when it cannot be made
     */
    JsonNode payload(int attempt);

    /**
     * Who brings it.
     *
     * @throws slipway.local.edge.AwsError when that needs a role that cannot be assumed
     */
    Caller from();

    RetryPolicy retries();

    /** Where it goes when it is given up; null for nowhere. */
    @Nullable
    String deadLetterArn();

    /** What the dead-letter queue gets. */
    JsonNode letter();

    /** Who brings it there. */
    Caller undertaker();

    /** What is written on the message there: its attributes. */
    Map<String, String> labels(Failure failure);
}
