package slipway.cli.doctor.grants;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RoleTest {
    private static final String RUNTIME =
            "arn:aws:bedrock-agentcore:eu-central-1:111122223333:runtime/support-0123456789";

    static Stream<Arguments> policies() {
        var invoke = "'Effect': 'Allow', 'Action': 'bedrock-agentcore:InvokeAgentRuntime'";
        var shell = "'Effect': 'Allow', 'Action': 'bedrock-agentcore:InvokeAgentRuntimeCommand'";
        var named = invoke + ", 'Resource': ['%1$s', '%1$s/runtime-endpoint/live']";
        var deny =
                "{'Effect': 'Deny', 'Action': 'bedrock-agentcore:Invoke*', 'Resource': '*/runtime-endpoint/DEFAULT'%s}";
        var condition = ", 'Condition': {'StringEquals': {'aws:ResourceTag/a': 'b'}}";
        return Stream.of(
                arguments("the live endpoint alone", "{%s}".formatted(named), Verdict.NO),
                arguments("no policy", "", Verdict.NO),
                arguments(
                        "DEFAULT by name",
                        "{%s, 'Resource': ['%%1$s', '%%1$s/runtime-endpoint/DEFAULT']}".formatted(invoke),
                        Verdict.YES),
                arguments(
                        "the endpoint without the runtime",
                        "{%s, 'Resource': '%%1$s/runtime-endpoint/*'}".formatted(invoke),
                        Verdict.NO),
                arguments(
                        "a wildcard that crosses the slash",
                        "{%s, 'Resource': '%%1$s*'}".formatted(invoke),
                        Verdict.YES),
                arguments(
                        "another action",
                        "{'Effect': 'Allow', 'Action': 'bedrock-agentcore:Get*', 'Resource': '*'}",
                        Verdict.NO),
                arguments("a shell in the session", "{%s, 'Resource': '*'}".formatted(shell), Verdict.YES),
                arguments(
                        "a payload for the runtime and a shell for DEFAULT",
                        "{%s, 'Resource': '%%1$s'}, {%s, 'Resource': '%%1$s/runtime-endpoint/DEFAULT'}"
                                .formatted(invoke, shell),
                        Verdict.NO),
                arguments(
                        "what is of use beside another action only",
                        "{'Effect': 'Allow', 'Action': 'bedrock-agentcore:InvokeAgentRuntimeForUser', 'Resource': '*'}",
                        Verdict.NO),
                arguments(
                        "actions in any case",
                        "{'Effect': 'Allow', 'Action': ['Bedrock-AgentCore:invoke*'], 'Resource': '*'}",
                        Verdict.YES),
                arguments("everything but one", "{%s, 'NotResource': 'x'}".formatted(invoke), Verdict.YES),
                arguments("everything but DEFAULT", "{%s, 'NotResource': '*/DEFAULT'}".formatted(invoke), Verdict.NO),
                arguments("an administrator", "{'Effect': 'Allow', 'Action': '*', 'Resource': '*'}", Verdict.NO),
                arguments("a power user", "{'Effect': 'Allow', 'NotAction': 'iam:*', 'Resource': '*'}", Verdict.NO),
                arguments("a condition", "{%s, 'Resource': '*'%s}".formatted(invoke, condition), Verdict.PERHAPS),
                arguments(
                        "a variable",
                        "{%s, 'Resource': 'arn:*:runtime/${aws:username}*'}".formatted(invoke),
                        Verdict.PERHAPS),
                arguments("a denial", "{%s, 'Resource': '*'}, %s".formatted(invoke, deny.formatted("")), Verdict.NO),
                arguments(
                        "a denial under a condition",
                        "{%s, 'Resource': '*'}, %s".formatted(invoke, deny.formatted(condition)),
                        Verdict.PERHAPS));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("policies")
    void aPolicyReachesDefaultOrNot(String name, String statements, Verdict verdict) {
        var policy = "{'Version': '2012-10-17', 'Statement': [%s]}".formatted(statements.replace("%1$s", RUNTIME));
        var encoded = URLEncoder.encode(policy.replace('\'', '"'), StandardCharsets.UTF_8);
        assertThat(new Role("caller", Statement.read(encoded)).invokes(RUNTIME, "DEFAULT"))
                .isEqualTo(verdict);
    }
}
