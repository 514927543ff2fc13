package slipway.infra.agentruntime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import slipway.infra.naming.Names;
import software.amazon.awscdk.services.iam.Effect;
import software.amazon.awscdk.services.iam.PolicyStatement;

class ResourceStatementsTest {
    private static final Names NAMES = new Names("slipway", "local", "111122223333", "eu-central-1");
    private static final String OPTED_IN = "{StringEquals={aws:ResourceTag/slipway:control-plane=slipway/local}}";

    private final List<PolicyStatement> statements = new RuntimeStatements(NAMES).resource();

    @Test
    void aRuntimeIsMadeWithTheOptInOrNotAtAll() {
        assertThat(conditions("CreateAgentRuntime"))
                .containsExactly("{StringEquals={aws:RequestTag/slipway:control-plane=slipway/local}}");
    }

    @Test
    void aRuntimeIsConfiguredIfItCarriesTheOptIn() {
        assertThat(conditions("UpdateAgentRuntime")).containsExactly(OPTED_IN);
        assertThat(conditions("UntagResource")).containsExactly(OPTED_IN);
    }

    @Test
    void onlyWhatAStackMadeIsDeleted() {
        assertThat(conditions("DeleteAgentRuntime"))
                .containsExactly("{Null={aws:ResourceTag/slipway:made-by=false},"
                        + " StringEquals={aws:ResourceTag/slipway:control-plane=slipway/local}}");
    }

    @Test
    void whatBelongsToNobodyIsTakenOverAndGoesToNobodyElse() {
        assertThat(conditions("TagResource"))
                .containsExactly(
                        "{Null={aws:ResourceTag/slipway:control-plane=true},"
                                + " StringEquals={aws:RequestTag/slipway:control-plane=slipway/local}}",
                        OPTED_IN);
        assertThat(statements)
                .filteredOn(statement -> statement.getEffect() == Effect.DENY)
                .extracting(ResourceStatementsTest::text)
                .containsExactly(
                        "{Null={aws:RequestTag/slipway:control-plane=false},"
                                + " StringNotEquals={aws:RequestTag/slipway:control-plane=slipway/local}}",
                        "{}",
                        "{StringNotEquals={iam:PassedToService=bedrock-agentcore.amazonaws.com}}");
    }

    @Test
    void aServiceLinkedRoleIsThatOfOneService() {
        assertThat(statements)
                .filteredOn(statement -> statement.getActions().contains("iam:CreateServiceLinkedRole"))
                .hasSize(2)
                .allSatisfy(statement -> {
                    assertThat(statement.getResources().getFirst())
                            .matches(
                                    "arn:aws:iam::111122223333:role/aws-service-role/"
                                            + "(network|runtime-identity)\\.bedrock-agentcore\\.amazonaws\\.com/AWSServiceRoleFor\\w+");
                    assertThat(text(statement)).contains("iam:AWSServiceName=");
                });
    }

    /** Neither images nor endpoints are its business. */
    @Test
    void noEndpointIsMadeMovedOrInvokedAndNoImageIsTouched() {
        assertThat(statements)
                .filteredOn(statement -> statement.getEffect() == Effect.ALLOW)
                .flatExtracting(PolicyStatement::getActions)
                .noneMatch(action -> action.contains("Invoke") || action.contains("ecr:"))
                .filteredOn(action -> action.contains("Endpoint"))
                .containsExactlyInAnyOrder(
                        "bedrock-agentcore:DeleteAgentRuntimeEndpoint", "bedrock-agentcore:ListAgentRuntimeEndpoints");
        assertThat(conditions("DeleteAgentRuntimeEndpoint")).containsExactly(OPTED_IN);
    }

    private List<String> conditions(String action) {
        return statements.stream()
                .filter(statement -> statement.getEffect() == Effect.ALLOW)
                .filter(statement -> statement.getActions().contains("bedrock-agentcore:" + action))
                .map(ResourceStatementsTest::text)
                .toList();
    }

    private static String text(PolicyStatement statement) {
        var sorted = new TreeMap<String, Object>();
        if (statement.getConditions() instanceof Map<?, ?> conditions) {
            conditions.forEach((operator, keys) -> sorted.put(String.valueOf(operator), keys));
        }
        return sorted.toString();
    }
}
