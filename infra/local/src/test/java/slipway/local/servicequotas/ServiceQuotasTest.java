package slipway.local.servicequotas;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import slipway.local.agentcore.AgentCoreBehaviour;
import slipway.local.agentcore.AgentCoreQuotas;
import slipway.local.edge.Client;
import slipway.local.edge.Place;

class ServiceQuotasTest {
    private final AgentCoreBehaviour behaviour = new AgentCoreBehaviour();
    private final Client client = new Client(
            new ServiceQuotasService(new Place("111122223333", "eu-central-1"), AgentCoreQuotas.of(behaviour)));

    private JsonNode get(String code) {
        return client.json("GetServiceQuota", "{'ServiceCode':'bedrock-agentcore','QuotaCode':'" + code + "'}");
    }

    @Test
    void aQuotaIsTheOneThatAgentCoreEnforces() {
        assertThat(get("L-9B442722").at("/Quota/Value").asDouble()).isEqualTo(10);
        assertThat(get("L-61A3A6D8").at("/Quota/Value").asDouble()).isEqualTo(1000);
        behaviour.quotas(0, 1000, 3);

        assertThat(get("L-9B442722").at("/Quota/Value").asDouble()).isEqualTo(3);
        assertThat(get("L-F4575653").at("/Quota/Value").asDouble()).isZero();
        assertThat(get("L-9B442722").at("/Quota/QuotaArn").asText())
                .isEqualTo("arn:aws:servicequotas:eu-central-1:111122223333:bedrock-agentcore/L-9B442722");
        assertThat(client.asked).contains("servicequotas:GetServiceQuota *");
    }

    @Test
    void quotasAreListedInPages() {
        JsonNode first = client.json("ListServiceQuotas", "{'ServiceCode':'bedrock-agentcore','MaxResults':3}");
        JsonNode second = client.json(
                "ListServiceQuotas",
                "{'ServiceCode':'bedrock-agentcore','NextToken':'"
                        + first.path("NextToken").asText() + "'}");

        assertThat(first.path("Quotas")).hasSize(3);
        assertThat(second.path("Quotas")).hasSize(1);
        assertThat(second.has("NextToken")).isFalse();
    }

    @Test
    void whatDoesNotExistIsNamed() {
        assertThat(get("L-00000000").path("__type").asText()).isEqualTo("NoSuchResourceException");
        assertThat(client.json("ListServiceQuotas", "{'ServiceCode':'nothing'}")
                        .path("message")
                        .asText())
                .contains("nothing");
    }
}
