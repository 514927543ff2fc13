package slipway.local.agentcore.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.junit.jupiter.api.Test;

class GrantedOperationsTest {

    @Test
    void rolesAndPoliciesAreReadWhereverTheirStatementsAre() throws JsonProcessingException {
        JsonNode template = template("""
                {"Resources": {
                  "Role": {"Type": "AWS::IAM::Role", "Properties": {
                    "AssumeRolePolicyDocument": {"Statement": [{"Action": "sts:AssumeRole"}]},
                    "Policies": [{"PolicyDocument": {"Statement": [
                      {"Action": "bedrock-agentcore:ListAgentRuntimes"}, {"Action": ["ssm:GetParameter"]}]}}]}},
                  "Policy": {"Type": "AWS::IAM::ManagedPolicy", "Properties": {"PolicyDocument": {"Statement": [
                    {"Action": ["bedrock-agentcore:GetAgentRuntime", "bedrock-agentcore:TagResource"]}]}}},
                  "Other": {"Type": "AWS::Lambda::Permission", "Properties": {"Action": "bedrock-agentcore:Odd"}}}}
                """);

        assertThat(GrantedOperations.of(List.of(template))).containsExactly("GetAgentRuntime", "ListAgentRuntimes");
    }

    @Test
    void aGrantByWildcardIsRefused() throws JsonProcessingException {
        JsonNode template = template("""
                {"Resources": {"Policy": {"Type": "AWS::IAM::Policy", "Properties": {"PolicyDocument": {"Statement": [
                  {"Action": "bedrock-agentcore:Get*"}]}}}}}
                """);

        assertThatThrownBy(() -> GrantedOperations.of(List.of(template)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("bedrock-agentcore:Get*");
    }

    private static JsonNode template(String json) throws JsonProcessingException {
        return new ObjectMapper().readTree(json);
    }
}
