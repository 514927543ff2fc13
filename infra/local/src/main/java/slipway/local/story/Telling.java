package slipway.local.story;

import java.io.PrintStream;
import java.util.Set;
import slipway.local.LocalCloud;
import slipway.local.agentcore.models.ExchangeRecorder;
import slipway.local.agentcore.models.GrantedOperations;
import slipway.local.edge.Place;

/** The whole story, and, where AWS's API models are there, what they say of its exchanges with AgentCore. */
public final class Telling {
    private Telling() {}

    /** Whether every chapter ended as it must, and every exchange fits. */
    public static boolean isWhole(LocalCloud cloud, Place place, PrintStream out) {
        Story story = new Story(cloud, place, out);
        boolean whole = story.tell() == story.size();
        return cloud.exchanges().map(recorder -> fits(recorder, cloud, out)).orElse(true) && whole;
    }

    private static boolean fits(ExchangeRecorder recorder, LocalCloud cloud, PrintStream out) {
        out.println(recorder.report());
        recorder.violations().forEach(out::println);
        Set<String> unseen = recorder.unseen(GrantedOperations.of(cloud.assembly()));
        unseen.forEach(operation -> out.println("a role may call it, but no exchange was seen: " + operation));
        return recorder.violations().isEmpty() && unseen.isEmpty();
    }
}
