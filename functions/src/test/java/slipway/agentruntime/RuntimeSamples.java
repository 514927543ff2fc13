package slipway.agentruntime;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Runtime documents that tests share. */
public final class RuntimeSamples {
    public static final RuntimeName SUPPORT = new RuntimeName("support");
    public static final RuntimeId SUPPORT_ID = new RuntimeId("support-0123456789");
    public static final String TOKEN = "t".repeat(64);

    private RuntimeSamples() {}

    /** Reads JSON that is written with single quotes. */
    public static ObjectNode json(String text) {
        try {
            return (ObjectNode) ExactJson.parse(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** What an owner configured: known members, and some that no SDK has heard of. */
    public static ObjectNode configuration() {
        return json("""
                {'agentRuntimeArtifact': {'containerConfiguration': {
                    'containerUri': '111122223333.dkr.ecr.eu-central-1.amazonaws.com/agents/support:1.0.0',
                    'pullPolicy2027': 'eager'}},
                 'roleArn': 'arn:aws:iam::111122223333:role/support',
                 'networkConfiguration': {'networkMode': 'PUBLIC'},
                 'environmentVariables': {'API_KEY': 'secret'},
                 'lifecycleConfiguration': {'idleRuntimeSessionTimeout': 900, 'maxLifetime': 28800},
                 'hooksConfiguration': {'onStart': [{'command': null, 'limits': {}}], 'weight': 12345678901234567890.10}}
                """);
    }
}
