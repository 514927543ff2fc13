package slipway.infra.operate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import slipway.infra.Synthesis;
import slipway.infra.Synthesis.Statement;

class EntriesTest {

    @Test
    void everyAddressAsksForASignatureAndLeadsToAnAlias() {
        assertThat(Synthesis.resources("AWS::Lambda::Url")).hasSize(2).allSatisfy(url -> {
            assertThat(url.properties().path("AuthType").asText()).isEqualTo("AWS_IAM");
            assertThat(url.properties().path("Qualifier").asText()).isEqualTo("live");
        });
    }

    /** A permission in the function's own policy would let callers past what theirs says. */
    @Test
    void noFunctionItselfLetsAnybodyToItsAddress() {
        assertThat(Synthesis.resources("AWS::Lambda::Permission"))
                .isNotEmpty()
                .allSatisfy(permission -> assertThat(
                                permission.properties().path("Principal").asText())
                        .isEqualTo("events.amazonaws.com"));
    }

    @ParameterizedTest
    @CsvSource({"operator-url, Operator", "status-url, Status"})
    void anAddressIsFoundInParameterStore(String name, String function) {
        var parameter = Synthesis.resource("AWS::SSM::Parameter", "Name", "/slipway/local/" + name);
        var url = parameter.at("/Value/Fn::GetAtt");
        assertThat(url.path(1).asText()).isEqualTo("FunctionUrl");
        assertThat(Synthesis.resources("AWS::Lambda::Url"))
                .filteredOn(resource -> resource.id().equals(url.path(0).asText()))
                .singleElement()
                .satisfies(resource -> assertThat(resource.id()).contains("Operate" + function));
    }

    @ParameterizedTest
    @CsvSource({"operator, 2", "viewer, 1"})
    void aPersonInvokesAFunctionThroughItsAddressOnly(String policy, int functions) {
        var statements = statements(policy);
        assertThat(statements).hasSize(3).allMatch(Statement::allows);
        assertThat(statements)
                .filteredOn(statement -> statement.actions().equals(List.of("lambda:InvokeFunctionUrl")))
                .singleElement()
                .satisfies(statement -> {
                    assertThat(statement.resources()).hasSize(functions).noneMatch(arn -> arn.contains("*"));
                    assertThat(statement.condition().toString())
                            .isEqualTo("{\"StringEquals\":{\"lambda:FunctionUrlAuthType\":\"AWS_IAM\"}}");
                });
        assertThat(statements)
                .filteredOn(statement -> statement.actions().equals(List.of("lambda:InvokeFunction")))
                .singleElement()
                .satisfies(statement -> {
                    assertThat(statement.resources()).hasSize(functions).noneMatch(arn -> arn.contains("*"));
                    assertThat(statement.condition().toString())
                            .isEqualTo("{\"Bool\":{\"lambda:InvokedViaFunctionUrl\":\"true\"}}");
                });
        assertThat(statements)
                .filteredOn(statement -> statement.actions().equals(List.of("ssm:GetParameter")))
                .singleElement()
                .satisfies(statement -> assertThat(statement.resources()).hasSize(functions));
    }

    @Test
    void aViewerReachesTheStatusFunctionAlone() {
        assertThat(statements("viewer"))
                .flatExtracting(Statement::resources)
                .allMatch(resource -> resource.contains("Status"));
    }

    private static List<Statement> statements(String policy) {
        JsonNode document = Synthesis.resource(
                        "AWS::IAM::ManagedPolicy", "ManagedPolicyName", "slipway-local-" + policy)
                .path("PolicyDocument");
        return Synthesis.statements(document);
    }
}
