package slipway.local.story;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import slipway.local.LocalCloud;
import slipway.local.assembly.StackArtifact;
import slipway.local.edge.LoggedCall;

/**
 * What the control plane uses from now on, counted as AWS would bill it. What is asked of ECR, of AgentCore's control plane and of
 * standard parameters costs nothing; what the agents themselves cost is not counted.
 */
final class Meter {
    private static final Set<String> WRITES = Set.of("dynamodb:PutItem", "dynamodb:UpdateItem", "dynamodb:DeleteItem");
    private static final Set<String> READS = Set.of("dynamodb:GetItem", "dynamodb:Query");
    /** A write goes into the table and into its index. */
    private static final int COPIES = 2;

    private static final double KILOBYTE = 1024;
    private static final int KILOBYTES_A_READ = 4;
    private static final Pattern SUM = Pattern.compile("<Sum>([^<]*)</Sum>");

    private final LocalCloud cloud;
    private final Scene scene;
    private final Map<String, Double> before;
    private final long calls;

    Meter(LocalCloud cloud, Scene scene) {
        this.cloud = cloud;
        this.scene = scene;
        this.before = functions();
        this.calls = cloud.calls().calls().getLast().number();
    }

    /** @param item the largest item that was read or written, in bytes: every one is taken to be as large */
    Map<String, Double> usage(int item) {
        Map<String, Double> usage = functions();
        before.forEach((what, amount) -> usage.merge(what, -amount, Double::sum));
        asked(item / KILOBYTE, usage);
        return usage;
    }

    /** What functions used since the cloud began. */
    private Map<String, Double> functions() {
        Map<String, Double> usage = new TreeMap<>();
        for (StackArtifact stack : cloud.assembly().stacks()) {
            for (JsonNode resource : stack.template().path("Resources")) {
                if (resource.path("Type").asText().equals("AWS::Lambda::Function")) {
                    JsonNode function = resource.path("Properties");
                    String name = function.path("FunctionName").asText();
                    usage.merge("lambda-requests", metric(name, "Invocations"), Double::sum);
                    double seconds = metric(name, "Duration") / 1000;
                    usage.merge(
                            "lambda-arm64",
                            seconds * function.path("MemorySize").asInt() / KILOBYTE,
                            Double::sum);
                }
            }
        }
        usage.put("cloudwatch-logs", written());
        return usage;
    }

    private double metric(String function, String name) {
        Instant now = cloud.clock().instant();
        String answer = scene.aws()
                .query(
                        "monitoring",
                        "Action=GetMetricStatistics&Version=2010-08-01&Namespace=AWS/Lambda&MetricName=%s&Dimensions.member.1.Name=FunctionName&Dimensions.member.1.Value=%s&Statistics.member.1=Sum&Period=3600&StartTime=%s&EndTime=%s"
                                .formatted(
                                        name,
                                        function,
                                        now.minus(1, ChronoUnit.DAYS).truncatedTo(ChronoUnit.HOURS),
                                        now.plus(1, ChronoUnit.HOURS).truncatedTo(ChronoUnit.HOURS)));
        return SUM.matcher(answer)
                .results()
                .mapToDouble(sum -> Double.parseDouble(sum.group(1)))
                .sum();
    }

    /** In MB, as CloudWatch bills it. */
    private double written() {
        return cloud.logs().groups().stream()
                        .map(cloud.logs()::lines)
                        .flatMap(Collection::stream)
                        .mapToLong(line -> line.getBytes(StandardCharsets.UTF_8).length)
                        .sum()
                / 1e6;
    }

    private void asked(double kilobytes, Map<String, Double> usage) {
        for (LoggedCall call : cloud.calls().calls(call -> call.number() > calls)) {
            for (LoggedCall.Ask ask : call.asks()) {
                if (WRITES.contains(ask.action())) {
                    usage.merge("dynamodb-writes", COPIES * Math.ceil(kilobytes), Double::sum);
                } else if (READS.contains(ask.action())) {
                    usage.merge("dynamodb-reads", Math.ceil(kilobytes / KILOBYTES_A_READ), Double::sum);
                } else if (ask.action().equals("events:PutEvents")) {
                    usage.merge("events-custom", 1.0, Double::sum);
                } else if (ask.action().startsWith("kms:")) {
                    usage.merge("kms-requests", 1.0, Double::sum);
                }
            }
        }
    }
}
