package slipway.local.story;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintStream;
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
import slipway.local.edge.Place;

/**
 * One push that goes live on a warm control plane, counted as AWS would bill it. What is asked of ECR, of AgentCore's control plane and of
 * standard parameters costs nothing; what the agents themselves cost while they are tested is not counted.
 */
public final class CountedRollout {
    private static final Set<String> WRITES = Set.of("dynamodb:PutItem", "dynamodb:UpdateItem", "dynamodb:DeleteItem");
    private static final Set<String> READS = Set.of("dynamodb:GetItem", "dynamodb:Query");
    /** A write goes into the table and into its index. */
    private static final int COPIES = 2;
    /** The message of a push is sent, received and deleted. */
    private static final int QUEUED = 3;

    private static final double KILOBYTE = 1024;
    private static final int KILOBYTES_A_READ = 4;
    private static final Pattern SUM = Pattern.compile("<Sum>([^<]*)</Sum>");

    private final LocalCloud cloud;
    private final Scene scene;

    private CountedRollout(LocalCloud cloud, Place place, PrintStream out) {
        this.cloud = cloud;
        this.scene = new Scene(cloud, place, out);
    }

    /** Deploys the sample's agents, rolls out a first image everywhere, then one more on one target, and counts that. */
    public static Map<String, Double> usage(LocalCloud cloud, Place place, PrintStream out) {
        return new CountedRollout(cloud, place, out).count();
    }

    private Map<String, Double> count() {
        scene.push(Sample.SUPPORT, "1.0.0", Pushes.OK);
        scene.push(Sample.CONCIERGE, "1.0.0", Pushes.OK);
        Sample.deployAgents(cloud);
        for (String first : new String[] {"support-1", "concierge-dev-1", "concierge-prod-1"}) {
            scene.ended(first, "Promoted", "PROVEN");
        }
        Map<String, Double> before = sofar();
        long calls = cloud.calls().calls().getLast().number();
        scene.push(Sample.SUPPORT, "1.1.0", Pushes.OK);
        ObjectNode record = scene.ended("support-2", "Promoted", "PROVEN");
        Map<String, Double> usage = sofar();
        before.forEach((item, amount) -> usage.merge(item, -amount, Double::sum));
        usage.put("states-standard", transitions(record.at("/run/execution").asText()));
        usage.put("sqs-requests", (double) QUEUED);
        usage.put("cloudwatch-metric-hours", series());
        asked(cloud.calls().calls(call -> call.number() > calls), usage);
        return usage;
    }

    /** What functions used since the cloud began. */
    private Map<String, Double> sofar() {
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

    /** Each state that is entered, and the start. */
    private double transitions(String execution) {
        ObjectNode input = Aws.object().put("executionArn", execution).put("maxResults", 1000);
        JsonNode history = scene.aws().call("states", "AWSStepFunctions.GetExecutionHistory", input);
        return 1
                + history.path("events")
                        .valueStream()
                        .filter(event -> event.path("type").asText().endsWith("StateEntered"))
                        .count();
    }

    /** Slipway's metrics: each is paid for in every hour in which it is written. */
    private double series() {
        String answer = scene.aws().query("monitoring", "Action=ListMetrics&Version=2010-08-01&Namespace=Slipway");
        return answer.split("<MetricName>", -1).length - 1.0;
    }

    private void asked(Collection<LoggedCall> calls, Map<String, Double> usage) {
        double kilobytes = largestItem() / KILOBYTE;
        for (LoggedCall call : calls) {
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

    /** In bytes. Every item is taken to be as large as the largest. */
    private double largestItem() {
        return Math.max(
                scene.target("support").toString().getBytes(StandardCharsets.UTF_8).length,
                scene.rollout("support-2").toString().getBytes(StandardCharsets.UTF_8).length);
    }
}
