package slipway.drift;

import java.time.Duration;

/**
 * How often the drift check may call a service. Half of what AWS documents, so that rollouts, people and other tools
 * have the other half; where AWS documents nothing, little.
 */
public enum Rate {
    /** GetParameters and GetParametersByPath share 40 a second with every other read. */
    PARAMETERS(20),
    /** AgentCore's Gets have 150 a second (docs.aws.amazon.com/bedrock-agentcore/latest/devguide/bedrock-agentcore-limits.html). */
    RUNTIMES(75),
    /** AgentCore's Lists have 25 a second, and no quota raises that. */
    RUNTIME_LISTS(12.5),
    /** DescribeImages: not documented. */
    IMAGES(20),
    /** DescribeExecution refills 15 a second in most Regions (docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html). */
    EXECUTIONS(7.5),
    /** GetMetricData has 50 a second (docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch_limits.html). */
    METRICS(25);

    private final double aSecond;

    Rate(double aSecond) {
        this.aSecond = aSecond;
    }

    /** How far apart two calls are at least. */
    public Duration apart() {
        return Duration.ofNanos(Math.round(1e9 / aSecond));
    }
}
