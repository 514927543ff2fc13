package slipway.local.iam;

import java.util.List;
import java.util.Map;

/** Those of AWS's own managed policies that templates here attach. */
final class AwsManaged {
    private AwsManaged() {}

    static Map<String, PolicyDocument> policies() {
        List<String> logs = List.of("logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents");
        Statement writeLogs = new Statement(
                true, new Statement.Names(false, logs), new Statement.Names(false, List.of("*")), List.of(), List.of());
        return Map.of(
                "arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole",
                new PolicyDocument(List.of(writeLogs)));
    }
}
