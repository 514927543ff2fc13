package slipway.violation.publish;

import com.amazonaws.services.lambda.runtime.Context;
import java.time.Instant;
import slipway.violation.rollout.Door;
import slipway.violation.wiring.Parts;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** What no class of a capability may do, done: proof that the rules of the architecture can fail. */
public final class Violations {
    private Violations() {}

    record Neighbour(Door door) {}

    record Wired(Parts parts) {}

    record Lambda(Context context) {}

    record Service(DynamoDbClient client) {}

    static String environment() {
        return String.valueOf(System.getenv("HOME"));
    }

    static Instant clock() {
        return Instant.now();
    }

    interface Lonely {
        void one();

        void two();
    }

    record OnlyOne() implements Lonely {
        @Override
        public void one() {}

        @Override
        public void two() {}
    }
}
