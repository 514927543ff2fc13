package slipway.local.iam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import org.junit.jupiter.api.Test;
import slipway.local.assembly.ResourceProvider.Made;
import slipway.local.assembly.ResourceProvider.Wanted;
import slipway.local.edge.Caller;
import slipway.local.edge.Place;

class IamProvidersTest {
    private static final String TRUST = """
            "AssumeRolePolicyDocument":{"Statement":[
              {"Effect":"Allow","Action":"sts:AssumeRole","Principal":{"Service":"lambda.amazonaws.com"}}]}""";
    private static final Caller.ServicePrincipal LAMBDA = new Caller.ServicePrincipal(
            "lambda.amazonaws.com", "arn:aws:lambda:eu-central-1:111122223333:function:worker");
    private static final Place PLACE = new Place("111122223333", "eu-central-1");

    private final Policies policies = new Policies(PLACE);
    private final Decider decider = new Decider(policies, PLACE);

    @Test
    void aRoleIsNamedAfterItsStackUnlessItHasAName() throws JsonProcessingException {
        Made generated = role("Role1", "{" + TRUST + "}");
        Made named = role("Role2", "{\"RoleName\":\"support-agent\"," + TRUST + "}");

        assertThat(generated.physicalId()).isEqualTo("shop-Role1");
        assertThat(named.physicalId()).isEqualTo("support-agent");
        assertThat(named.attributes()).containsEntry("Arn", "arn:aws:iam::111122223333:role/support-agent");
        assertThat(named.attributes().get("RoleId")).startsWith("AROA");
    }

    @Test
    void policiesReachTheRoleThatTheyName() throws JsonProcessingException {
        Made role = role("Role1", "{" + TRUST + "}");
        make("AWS::IAM::Policy", "Policy1", """
                {"PolicyName":"send","Roles":["shop-Role1"],
                 "PolicyDocument":{"Statement":[{"Effect":"Allow","Action":"sqs:SendMessage","Resource":"*"}]}}""");
        make("AWS::IAM::ManagedPolicy", "Policy2", """
                {"Roles":["shop-Role1"],
                 "PolicyDocument":{"Statement":[{"Effect":"Allow","Action":"sns:Publish","Resource":"*"}]}}""");
        Caller session = decider.assume(role.attributes().getOrDefault("Arn", ""), LAMBDA, "one");

        assertThatCode(() -> decider.authorize(session, "sqs:SendMessage", "*", Map.of()))
                .doesNotThrowAnyException();
        assertThatCode(() -> decider.authorize(session, "sns:Publish", "*", Map.of()))
                .doesNotThrowAnyException();
    }

    @Test
    void aPropertyThatNobodyBuiltIsRefusedByName() {
        assertThatThrownBy(() -> role("Role1", "{\"Boundary\":\"arn\"," + TRUST + "}"))
                .hasMessageContaining("AWS::IAM::Role Role1")
                .hasMessageContaining("Boundary");
    }

    @Test
    void aRoleHasItsBoundaryAndItsTags() throws JsonProcessingException {
        make("AWS::IAM::ManagedPolicy", "Limit", """
                {"ManagedPolicyName":"limit",
                 "PolicyDocument":{"Statement":[{"Effect":"Allow","Action":"sns:*","Resource":"*"}]}}""");
        Made role = role("Role1", """
                {"PermissionsBoundary":"arn:aws:iam::111122223333:policy/limit","Tags":[{"Key":"team","Value":"a"}],%s,
                 "Policies":[{"PolicyName":"all","PolicyDocument":{"Statement":[{"Effect":"Allow","Action":"*","Resource":"*",
                 "Condition":{"StringEquals":{"aws:PrincipalTag/team":"a"}}}]}}]}""".formatted(TRUST));
        Caller session = decider.assume(role.attributes().getOrDefault("Arn", ""), LAMBDA, "one");

        assertThatCode(() -> decider.authorize(session, "sns:Publish", "*", Map.of()))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> decider.authorize(session, "sqs:SendMessage", "*", Map.of()))
                .hasMessageContaining("permissions boundary");
        assertThatThrownBy(() -> role("Role2", "{\"PermissionsBoundary\":\"arn:gone\"," + TRUST + "}"))
                .hasMessageContaining("arn:gone");
    }

    @Test
    void twoRolesOfOneNameAreRefused() throws JsonProcessingException {
        role("Role1", "{" + TRUST + "}");

        assertThatThrownBy(() -> role("Role1", "{" + TRUST + "}")).hasMessageContaining("already exists");
    }

    private Made role(String logicalId, String properties) throws JsonProcessingException {
        return new RoleProvider(policies).make(wanted("AWS::IAM::Role", logicalId, properties));
    }

    private Made make(String type, String logicalId, String properties) throws JsonProcessingException {
        return new PolicyProvider(policies).make(wanted(type, logicalId, properties));
    }

    private static Wanted wanted(String type, String logicalId, String properties) throws JsonProcessingException {
        return new Wanted("shop", logicalId, type, (ObjectNode) new ObjectMapper().readTree(properties));
    }
}
