package slipway.infra.alarm;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import slipway.infra.environment.Environment;
import slipway.infra.naming.DefaultBusRule;
import slipway.infra.naming.Handler;
import slipway.infra.naming.OwnBusRule;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.cloudwatch.Alarm;
import software.amazon.awscdk.services.cloudwatch.AlarmStatusWidget;
import software.amazon.awscdk.services.cloudwatch.Dashboard;
import software.amazon.awscdk.services.cloudwatch.GraphWidget;
import software.amazon.awscdk.services.cloudwatch.HorizontalAnnotation;
import software.amazon.awscdk.services.cloudwatch.IMetric;
import software.amazon.awscdk.services.cloudwatch.IWidget;
import software.constructs.Construct;

/** The dashboard: what rings, what came live, what holds it up. */
final class Overview {
    private static final int WHOLE = 24;
    private static final int HALF = 12;
    private static final int THIRD = 8;
    private static final Duration PERIOD = Duration.minutes(5);
    private static final List<String> OUTCOMES =
            List.of("Promoted", "Unchanged", "Rejected", "Inconclusive", "RolledBack", "Superseded", "Stuck");

    private final Environment environment;
    private final Signals signals;

    private Overview(Environment environment) {
        this.environment = environment;
        this.signals = new Signals(environment.names());
    }

    static void in(Construct scope, Environment environment, List<Alarm> alarms) {
        var overview = new Overview(environment);
        Dashboard.Builder.create(scope, "Dashboard")
                .dashboardName(environment.names().stem())
                .widgets(List.of(
                        List.of(AlarmStatusWidget.Builder.create()
                                .title("Alarms")
                                .width(WHOLE)
                                .height(5)
                                .alarms(alarms)
                                .build()),
                        overview.rollouts(),
                        overview.queues(),
                        overview.functions()))
                .build();
    }

    private List<IWidget> rollouts() {
        return List.of(
                graph(
                        "Rollouts by outcome",
                        THIRD,
                        OUTCOMES.stream()
                                .map(outcome -> signals.rollouts(outcome).metric("Sum", PERIOD, outcome))),
                GraphWidget.Builder.create()
                        .title("Seconds to live and of smoke tests, slowest")
                        .width(THIRD)
                        .left(List.of(
                                signals.pushToLive().metric("Maximum", PERIOD, "push to live"),
                                signals.smoke().metric("Maximum", PERIOD, "smoke test")))
                        .leftAnnotations(List.of(HorizontalAnnotation.builder()
                                .label("too slow")
                                .value(environment.pushToLive().toSeconds())
                                .build()))
                        .build(),
                graph(
                        "What does not get through",
                        THIRD,
                        Stream.of(
                                signals.declarationsRefused().metric("Sum", PERIOD, "declarations refused"),
                                signals.publishFailures().metric("Sum", PERIOD, "not published"),
                                signals.rolloutFailing().metric("Sum", PERIOD, "rollouts that fail"),
                                signals.held().metric("Sum", PERIOD, "held"),
                                signals.drift().metric("Maximum", PERIOD, "drift"))));
    }

    private List<IWidget> queues() {
        return List.of(
                graph(
                        "Dead letters",
                        THIRD,
                        Stream.of(
                                        DefaultBusRule.handlers().stream().map(Handler::suffix),
                                        Stream.of(OwnBusRule.values()).map(OwnBusRule::suffix),
                                        Stream.of(Handler.DRIFT_CHECK.suffix(), "resource"))
                                .flatMap(suffixes -> suffixes)
                                .map(suffix -> signals.deadLetters(suffix).metric("Maximum", PERIOD, suffix))),
                GraphWidget.Builder.create()
                        .title("Pushes that wait, and seconds of the oldest")
                        .width(THIRD)
                        .left(List.of(signals.pushes().metric("Maximum", PERIOD, "waiting")))
                        .right(List.of(signals.oldestPush().metric("Maximum", PERIOD, "seconds of the oldest")))
                        .build(),
                graph(
                        "Executions",
                        THIRD,
                        Stream.of("Started", "Succeeded", "Failed", "Aborted")
                                .map(how ->
                                        signals.executions("Executions" + how).metric("Sum", PERIOD, how))));
    }

    private List<IWidget> functions() {
        return List.of(
                graph("Errors of functions", HALF, functions("Errors")),
                graph("Throttles of functions", HALF, functions("Throttles")));
    }

    private Stream<IMetric> functions(String name) {
        return Arrays.stream(Handler.values())
                .map(handler -> signals.function(handler, name).metric("Sum", PERIOD, handler.suffix()));
    }

    private static GraphWidget graph(String title, int width, Stream<? extends IMetric> metrics) {
        return GraphWidget.Builder.create()
                .title(title)
                .width(width)
                .left(metrics.toList())
                .build();
    }
}
