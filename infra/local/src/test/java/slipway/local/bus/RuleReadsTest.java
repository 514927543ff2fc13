package slipway.local.bus;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import slipway.local.assembly.ResourceProvider.Wanted;
import slipway.local.edge.Client;
import slipway.local.edge.Place;
import slipway.local.json.Json;
import slipway.local.time.ScaledClock;

class RuleReadsTest {
    private static final String RULE = "'EventBusName':'orders','Name':'placed'";

    private final Place place = new Place("111122223333", "eu-central-1");
    private final ScaledClock clock = new ScaledClock(1000);
    private final Bus bus = new Bus(place, clock, (caller, action, resource, context) -> {}, arn -> Optional.empty());
    private final Client client = new Client(new EventsService(bus, place, clock));

    @BeforeEach
    void make() {
        bus.create("orders");
        ObjectNode properties = (ObjectNode) Json.read("""
                {"Name":"placed","EventBusName":"orders","EventPattern":{"source":["shop"]},
                 "Targets":[{"Id":"queue","Arn":"arn:aws:sqs:eu-central-1:111122223333:q","InputPath":"$.detail",
                   "RetryPolicy":{"MaximumRetryAttempts":3,"MaximumEventAgeInSeconds":60},
                   "DeadLetterConfig":{"Arn":"arn:aws:sqs:eu-central-1:111122223333:dead"}}]}""");
        new RuleResources(bus, place).make(new Wanted("s", "R", "AWS::Events::Rule", properties));
    }

    @AfterEach
    void stop() {
        clock.close();
    }

    @Test
    void aRulesTargetsAreShownAsTheyWereMade() {
        JsonNode targets = client.json("ListTargetsByRule", "{'EventBusName':'orders','Rule':'placed'}");

        assertThat(targets.path("Targets").toString())
                .isEqualTo("[{\"Id\":\"queue\",\"Arn\":\"arn:aws:sqs:eu-central-1:111122223333:q\","
                        + "\"InputPath\":\"$.detail\","
                        + "\"RetryPolicy\":{\"MaximumRetryAttempts\":3,\"MaximumEventAgeInSeconds\":60},"
                        + "\"DeadLetterConfig\":{\"Arn\":\"arn:aws:sqs:eu-central-1:111122223333:dead\"}}]");
        assertThat(client.asked)
                .containsExactly(
                        "events:ListTargetsByRule arn:aws:events:eu-central-1:111122223333:rule/orders/placed");
        assertThat(client.json("ListTargetsByRule", "{'Rule':'gone'}")
                        .path("__type")
                        .asText())
                .isEqualTo("ResourceNotFoundException");
    }

    @Test
    void aDisabledRuleMatchesNothingUntilItIsEnabled() {
        ObjectNode event = Json.object().put("source", "shop");

        client.json("DisableRule", "{" + RULE + "}");
        bus.publish("orders", event);
        assertThat(client.json("DescribeRule", "{" + RULE + "}").path("State").asText())
                .isEqualTo("DISABLED");
        client.json("EnableRule", "{" + RULE + "}");
        bus.publish("orders", event);

        assertThat(bus.archived("orders"))
                .extracting(archived -> archived.rules().size())
                .containsExactly(0, 1);
    }

    @Test
    void aBusIsDescribedByNameOrArn() {
        String arn = bus.arn("orders");

        assertThat(client.json("DescribeEventBus", "{'Name':'" + arn + "'}")
                        .path("Arn")
                        .asText())
                .isEqualTo(arn);
        assertThat(client.json("DescribeEventBus", "{}").path("Name").asText()).isEqualTo("default");
        assertThat(client.json("DescribeEventBus", "{'Name':'gone'}")
                        .path("__type")
                        .asText())
                .isEqualTo("ResourceNotFoundException");
    }
}
