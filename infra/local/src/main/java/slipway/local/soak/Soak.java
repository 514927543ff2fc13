package slipway.local.soak;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
    private static final int ROUNDS = 5;

    private final Plan plan;
    private final PrintStream out;
    private final Hands hands;
    private final Violations violations;
    private final Causes causes;
    private final Weather weather;
    private final Vetoes vetoes;
    private final Releases releases;
    private final Fleet fleet;
    private final Town town;
    private final Lookout lookout;
    private final Search search;
    private final long began = System.nanoTime();

    /** @param cloud with the control plane and the repositories, and nothing else yet */
    public Soak(LocalCloud cloud, Place place, Plan plan, PrintStream out) {
        this.plan = plan;
        this.out = out;
        this.hands = new Hands(cloud, place);
        this.violations = new Violations(cloud.clock(), violation -> out.println(violation.line(plan.seed())));
        this.causes = new Causes(cloud.clock(), cloud.faults());
        this.weather = new Weather(cloud.faults(), plan.seed());
        this.vetoes = new Vetoes();
        Secrets secrets = new Secrets(plan.seed());
        this.releases = new Releases(hands, secrets);
        this.fleet = new Fleet(hands, releases, secrets);
        this.town = new Town(hands, fleet, releases, secrets, causes);
        this.lookout = new Lookout(hands, fleet, releases, violations);
        this.search = new Search(hands, secrets, violations);
        hands.onOrder(vetoes::ordered);
    }

    public Report run() {
        fleet.make();
        say(
                "%d targets on %d runtimes are declared",
                Fleet.MEMBERS.size(), fleet.ids().size());
        weather.begin();
        Bustle bustle = new Bustle(town.actors(), plan.seed());
        watch();
        weather.end();
        bustle.end();
        say("no more faults, and nobody does anything any more; done was: %s", bustle.acts());
        rest();
        settle();
        say("people have taken back what they ordered; one sweep goes by");
        sweep();
        rest();
        say("all is at rest");
        check();
        List<String> found =
                violations.all().stream().map(v -> v.line(plan.seed())).toList();
        return new Report(causes.struck(), outcomes(), found);
    }

    private void watch() {
        long end = System.nanoTime() + plan.load().toNanos();
        long told = System.nanoTime();
        while (System.nanoTime() < end) {
            lookout.look();
            if (System.nanoTime() - told > TELL.toNanos()) {
                told = System.nanoTime();
                search.passing();
                say(
                        "faults %d, rollouts %s, violations %d",
                        causes.total(), outcomes(), violations.all().size());
            }
            LockSupport.parkNanos(LOOK.toNanos());
        }
    }

    private void rest() {
        if (!new Rest(hands, town, lookout).within(plan.settling())) {
            violations.add(
                    "everything",
                    "it comes to rest within %d s".formatted(plan.settling().toSeconds()),
                    "executions %s %s, %d messages"
                            .formatted(hands.running("rollout"), hands.running("resource"), hands.waiting()));
        }
    }

    /** What was kept goes out when it is let go, and may meet what somebody edited meanwhile: people look again. */
    private void settle() {
        for (int round = 0; round < ROUNDS && town.settle(); round++) {
            rest();
        }
    }

    private void sweep() {
        Set<String> unseen = new Sweep(hands).goBy(plan.settling());
        unseen.forEach(target -> violations.add(
                target,
                "the drift check looks at it",
                "it did not within %d s".formatted(plan.settling().toSeconds())));
    }

    private void check() {
        List<ObjectNode> ledger = hands.ledger();
        List<DeadLetters.Letter> letters = new DeadLetters(hands).all();
        say("%d dead letters", letters.size());
        new EndState(hands, fleet, releases, violations).check(ledger, lookout.made());
        vetoes.check(ledger, violations);
        DeadLetters.check(letters, causes, violations);
        search.all(letters);
    }

    private Map<String, Integer> outcomes() {
        Map<String, Integer> outcomes = new TreeMap<>();
        for (ObjectNode rollout : Hands.rollouts(hands.ledger())) {
            outcomes.merge(outcome(rollout), 1, Integer::sum);
        }
        return outcomes;
    }

    /** A start that died before it had claimed its target leaves a record that never became a rollout. */
    private static String outcome(ObjectNode rollout) {
        boolean began = !rollout.at("/run/execution").asText().isEmpty()
                || rollout.at("/run/segment").asInt() > 1;
        return rollout.at("/ending/outcome").asText(began ? "under way" : "never began");
    }

    @SuppressWarnings("AnnotateFormatMethod") // The annotation would be a dependency for this alone.
    private void say(String line, Object... values) {
        long seconds = Duration.ofNanos(System.nanoTime() - began).toSeconds();
        out.printf("  %4d s  %s%n", seconds, line.formatted(values));
        out.flush();
    }
}
