package slipway.drift;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import slipway.admission.Admission;
import slipway.admission.Executions;
import slipway.admission.Requests;
import slipway.agentruntime.AgentRuntimes;
import slipway.event.DriftMetric;
import slipway.event.Events;
import slipway.failure.AwsFailure;
import slipway.image.Images;
import slipway.ledger.DriftReason;
import slipway.ledger.Ledger;
import slipway.ledger.LedgerConflict;
import slipway.ledger.Sweep;
import slipway.monitor.Monitor;
import slipway.parameter.Declarations;
import slipway.parameter.ParameterNames;
import slipway.parameter.Parameters;
import slipway.parameter.Parameters.Last;
import slipway.parameter.Projection;
import slipway.target.TargetName;

/**
 * Checks targets: those that somebody asks about, or all of them, page by page, going on where the invocation before
 * stopped or died. A page may be checked again, and none is left out; one bad target stops nobody.
 */
public final class DriftCheck {
    private static final Logger LOG = LoggerFactory.getLogger(DriftCheck.class);
    private static final int PAGE = 25;

    /** Their names fill whole calls of Parameter Store. */
    private static final int FEW = 5;

    private final Ledger ledger;
    private final Parameters parameters;
    private final ParameterNames names;
    private final DriftMetric metric;
    private final Looks looks;
    private final TargetCheck check;
    private final Pacer pacer;
    private final Workers workers;

    private DriftCheck(World world, Looks looks, TargetCheck check, DriftMetric metric, Pacer pacer, Workers workers) {
        this.ledger = world.ledger();
        this.parameters = world.parameters();
        this.names = world.names();
        this.metric = metric;
        this.looks = looks;
        this.check = check;
        this.pacer = pacer;
        this.workers = workers;
    }

    /** Everything that a check looks at, and where it tells what it found. */
    public record World(
            Ledger ledger,
            Executions executions,
            Images images,
            AgentRuntimes runtimes,
            Monitor monitor,
            Parameters parameters,
            ParameterNames names,
            Events events) {}

    /** Where a heal asks. */
    public record Doors(Admission admission, Requests requests, Declarations declarations, Projection projection) {}

    public static DriftCheck over(World world, Doors doors, DriftMetric metric, Pacer pacer, Workers workers) {
        Looks looks = new Looks(world, pacer);
        TargetCheck check = new TargetCheck(world, looks, new Healing(world, doors));
        return new DriftCheck(world, looks, check, metric, pacer, workers);
    }

    /** @param timeIsUp whether to stop here; a sweep goes on from here in the next invocation */
    public void check(CheckRequest request, BooleanSupplier timeIsUp) {
        if (!request.targets().isEmpty()) {
            checked(request.targets(), request);
        } else if (request.onDemand()) {
            all(request, timeIsUp);
        } else {
            sweep(request, timeIsUp);
        }
    }

    /** Somebody waits for the answer: from the first target on, wherever the sweep is. */
    private void all(CheckRequest request, BooleanSupplier timeIsUp) {
        strays(request);
        Optional<TargetName> after = Optional.empty();
        List<TargetName> page = ledger.targets(after, PAGE);
        while (!page.isEmpty() && !timeIsUp.getAsBoolean()) {
            checked(page, request);
            after = Optional.of(page.getLast());
            page = ledger.targets(after, PAGE);
        }
    }

    private void sweep(CheckRequest request, BooleanSupplier timeIsUp) {
        try {
            Sweep sweep = ledger.sweep();
            if (sweep.startedAt().isEmpty()) {
                strays(request);
            }
            Sweep underWay = ledger.save(sweep.underWay(request.now()));
            goOn(underWay, request, timeIsUp);
        } catch (LedgerConflict e) {
            LOG.info("another invocation sweeps meanwhile, and goes on");
        }
    }

    private void goOn(Sweep from, CheckRequest request, BooleanSupplier timeIsUp) {
        Sweep sweep = from;
        while (!timeIsUp.getAsBoolean()) {
            List<TargetName> page = ledger.targets(sweep.after(), PAGE);
            List<List<DriftReason>> standing = checked(page, request);
            for (int at = 0; at < page.size(); at++) {
                sweep = sweep.past(page.get(at), standing.get(at));
            }
            if (page.size() < PAGE) {
                finish(sweep, request.now());
                return;
            }
            sweep = ledger.save(sweep);
        }
        LOG.info("{} targets checked so far; the next invocation goes on", sweep.checked());
    }

    /** Counted before the sweep is over: a death in between counts it again. */
    private void finish(Sweep sweep, Instant now) {
        metric.swept(sweep.found());
        if (sweep.finishedAt().filter(last -> isSameDay(last, now)).isEmpty()) {
            LOG.info("drift of the day: {} targets checked, {}", sweep.checked(), summary(sweep));
        }
        ledger.save(sweep.finished(now));
    }

    private static boolean isSameDay(Instant one, Instant other) {
        return one.atOffset(ZoneOffset.UTC)
                .toLocalDate()
                .equals(other.atOffset(ZoneOffset.UTC).toLocalDate());
    }

    private static String summary(Sweep sweep) {
        return sweep.found().isEmpty()
                ? "no drift"
                : sweep.found().entrySet().stream()
                        .map(entry -> entry.getKey().word() + " " + entry.getValue())
                        .collect(Collectors.joining(", "));
    }

    /** Targets that are declared in Parameter Store alone: the events of their declarations were lost. */
    private void strays(CheckRequest request) {
        AtomicInteger seen = new AtomicInteger();
        pacer.await(Rate.PARAMETERS);
        parameters.names(names.declarations(), name -> {
            stray(name, request);
            // The next name may be the next call's.
            if (seen.incrementAndGet() % Parameters.NAMES_A_CALL == 0) {
                pacer.await(Rate.PARAMETERS);
            }
        });
    }

    private void stray(String name, CheckRequest request) {
        try {
            names.declared(name)
                    .filter(target -> ledger.target(target).declaration().isEmpty())
                    .ifPresent(target -> checked(List.of(target), request));
        } catch (RuntimeException e) {
            LOG.error("{}: is it a declaration that nobody took in? {}", name, e.toString());
        }
    }

    /** What stands for each of these targets after its check. A few share their calls of Parameter Store, and wait for no others. */
    private List<List<DriftReason>> checked(List<TargetName> targets, CheckRequest request) {
        List<List<DriftReason>> standing =
                Collections.synchronizedList(new ArrayList<>(Collections.nCopies(targets.size(), List.of())));
        List<Runnable> checks = new ArrayList<>();
        for (int from = 0; from < targets.size(); from += FEW) {
            List<TargetName> few = targets.subList(from, Math.min(from + FEW, targets.size()));
            List<List<DriftReason>> theirs = standing.subList(from, from + few.size());
            checks.add(() -> check(few, theirs, request));
        }
        workers.run(checks);
        return standing;
    }

    private void check(List<TargetName> few, List<List<DriftReason>> standing, CheckRequest request) {
        Function<TargetName, Map<String, Last>> published = published(few);
        List<Runnable> checks = new ArrayList<>();
        for (int at = 0; at < few.size(); at++) {
            int place = at;
            TargetName target = few.get(at);
            checks.add(() -> standing.set(place, checked(target, () -> published.apply(target), request)));
        }
        workers.run(checks);
    }

    private List<DriftReason> checked(TargetName target, Supplier<Map<String, Last>> published, CheckRequest request) {
        try {
            return check.check(target, published, request);
        } catch (RuntimeException e) {
            LOG.error("target {} could not be checked", target, e);
            return failed(target, e, request);
        }
    }

    private List<DriftReason> failed(TargetName target, RuntimeException failure, CheckRequest request) {
        try {
            return check.failed(target, failure, request);
        } catch (RuntimeException e) {
            LOG.error("target {}: not even that could be written down: {}", target, e.toString());
            return List.of(DriftReason.UNREADABLE);
        }
    }

    /** Ten names a call for all of them; where that fails, each target asks for its own. */
    private Function<TargetName, Map<String, Last>> published(List<TargetName> targets) {
        try {
            Map<String, Last> all = looks.published(targets);
            return _ -> all;
        } catch (AwsFailure failure) {
            LOG.warn("{} {}", failure.action(), failure.getMessage());
            return target -> looks.published(List.of(target));
        }
    }
}
