package slipway.local.iam;

import java.util.Map;
import slipway.local.json.Json;

/** Those of AWS's own managed policies that templates here attach. */
final class AwsManaged {
    private static final String WRITE_LOGS = """
            {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Resource": "*",
             "Action": ["logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents"]}]}""";

    private AwsManaged() {}

    static Map<String, PolicyDocument> policies() {
        return Map.of(
                "arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole",
                PolicyDocument.ofIdentity(Json.read(WRITE_LOGS)));
    }
}
