package slipway.local.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import slipway.local.edge.Caller;
import slipway.local.edge.Receiver;

/** A receiver that keeps what it is handed. */
final class Received implements Receiver {
    record Handed(String arn, JsonNode event, Map<String, String> attributes, Caller from) {}

    private final BlockingQueue<Handed> handed = new LinkedBlockingQueue<>();

    @Override
    public boolean receives(String arn) {
        return true;
    }

    @Override
    public void receive(String arn, JsonNode event, Caller from) {
        receive(arn, event, Map.of(), from);
    }

    @Override
    public void receive(String arn, JsonNode event, Map<String, String> attributes, Caller from) {
        handed.add(new Handed(arn, event, attributes, from));
    }

    Handed next() {
        try {
            return handed.take();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
