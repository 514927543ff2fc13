package slipway.local.soak;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import slipway.local.LocalCloud;
import slipway.local.edge.Place;

/**
 * Much of everything at once, with every kind of fault; then faults end, one sweep goes by, and everything must be
 * where it should be.
 */
public final class Soak {
    private static final Duration LOOK = Duration.ofMillis(100);
    private static final Duration TELL = Duration.ofSeconds(10);

    private final Plan plan;
    private final PrintStream out;
    private final Hands hands;
    private final Secrets secrets;
    private final Releases releases;
    private final Weather weather;
    private final Violations violations;
    private final long began = System.nanoTime();

    /** @param cloud with the control plane and the repositories, and nothing else yet */
    public Soak(LocalCloud cloud, Place place, Plan plan, PrintStream out) {
        this.plan = plan;
        this.out = out;
        this.hands = new Hands(cloud, place);
        this.secrets = new Secrets(plan.seed());
        this.releases = new Releases(hands, secrets);
        this.weather = new Weather(cloud.faults(), plan.seed());
        this.violations = new Violations(cloud.clock(), violation -> out.println(violation.line(plan.seed())));
    }

    public Report run() {
        Fleet fleet = Fleet.make(hands, releases, secrets);
        Lookout lookout = new Lookout(hands, fleet, releases, violations);
        Town town = new Town(hands, fleet, releases, secrets);
        say("20 targets on 8 runtimes are declared");
        weather.begin();
        Bustle bustle = new Bustle(town.actors(), plan.seed());
        watch(lookout, plan.load());
        bustle.end();
        weather.end();
        say("faults are off; %s", bustle.acts());
        EndState end = new EndState(hands, fleet, releases, violations, town, lookout);
        end.reach(plan.settling());
        return new Report(
                plan,
                weather.struck(),
                outcomes(),
                violations.all().stream().map(v -> v.line(plan.seed())).toList());
    }

    private void watch(Lookout lookout, Duration load) {
        long end = System.nanoTime() + load.toNanos();
        long told = System.nanoTime();
        while (System.nanoTime() < end) {
            lookout.look();
            if (System.nanoTime() - told > TELL.toNanos()) {
                told = System.nanoTime();
                say("faults %d, rollouts %s, violations %d", weather.total(), outcomes(), violations.all().size());
            }
            LockSupport.parkNanos(LOOK.toNanos());
        }
    }

    private Map<String, Integer> outcomes() {
        Map<String, Integer> outcomes = new TreeMap<>();
        for (ObjectNode item : hands.ledger()) {
            if (item.path("pk").asText().startsWith("ROLLOUT#") && item.path("sk").asText().equals("STATE")) {
                outcomes.merge(item.at("/ending/outcome").asText("under way"), 1, Integer::sum);
            }
        }
        return outcomes;
    }

    @SuppressWarnings("AnnotateFormatMethod") // The annotation would be a dependency for this alone.
    private void say(String line, Object... values) {
        out.printf("  %4d s  %s%n", Duration.ofNanos(System.nanoTime() - began).toSeconds(), line.formatted(values));
        out.flush();
    }
}
