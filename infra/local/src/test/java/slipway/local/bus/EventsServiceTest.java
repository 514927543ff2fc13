package slipway.local.bus;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import slipway.local.assembly.ResourceProvider.Wanted;
import slipway.local.edge.Caller;
import slipway.local.edge.Client;
import slipway.local.edge.Place;
import slipway.local.json.Json;
import slipway.local.time.ScaledClock;

class EventsServiceTest {
    private static final String RULE = "'EventBusName':'orders','Name':'placed'";

    private final Place place = new Place("111122223333", "eu-central-1");
    private final ScaledClock clock = new ScaledClock(1000);
    private final Bus bus = new Bus(
            place,
            clock,
            (caller, action, resource, context) -> {},
            (role, service, session) -> Caller.RoleSession.of(role, session),
            arn -> Optional.empty());
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

    @Test
    void aRuleIsMadeChangedAndDeletedByApi() {
        client.json("PutRule", "{'Name':'often','ScheduleExpression':'rate(5 minutes)','State':'DISABLED'}");
        client.json("PutTargets", "{'Rule':'often','Targets':[{'Id':'a','Arn':'arn:aws:sqs:x:1:a'}]}");
        client.json("PutTargets", "{'Rule':'often','Targets':[{'Id':'b','Arn':'arn:aws:sqs:x:1:b'}]}");
        client.json("PutRule", "{'Name':'often','ScheduleExpression':'rate(6 minutes)'}");

        JsonNode rule = client.json("DescribeRule", "{'Name':'often'}");
        assertThat(rule.path("ScheduleExpression").asText()).isEqualTo("rate(6 minutes)");
        assertThat(rule.path("State").asText()).isEqualTo("ENABLED");
        assertThat(client.json("ListTargetsByRule", "{'Rule':'often','Limit':1}")
                        .path("NextToken")
                        .asText())
                .isEqualTo("1");
        assertThat(client.json("ListRuleNamesByTarget", "{'TargetArn':'arn:aws:sqs:x:1:b'}")
                        .path("RuleNames"))
                .isEqualTo(Json.read("[\"often\"]"));
        assertThat(error("DeleteRule", "{'Name':'often'}")).isEqualTo("ValidationException");

        client.json("RemoveTargets", "{'Rule':'often','Ids':['a','b']}");
        client.json("DeleteRule", "{'Name':'often'}");
        assertThat(error("DescribeRule", "{'Name':'often'}")).isEqualTo("ResourceNotFoundException");
    }

    @Test
    void aRuleHasAtMostFiveTargetsAndNoNonsense() {
        String targets = "{'Rule':'placed','EventBusName':'orders','Targets':[%s]}";
        String five = "{'Id':'1','Arn':'arn:1'},{'Id':'2','Arn':'arn:2'},{'Id':'3','Arn':'arn:3'},"
                + "{'Id':'4','Arn':'arn:4'},{'Id':'5','Arn':'arn:5'}";
        assertThat(error("PutTargets", targets.formatted(five))).isEqualTo("LimitExceededException");
        assertThat(error("PutTargets", targets.formatted("{'Id':'1','Arn':'arn:1','EcsParameters':{}}")))
                .isEqualTo("ValidationException");
        assertThat(error(
                        "PutTargets",
                        targets.formatted("{'Id':'1','Arn':'arn:1','RetryPolicy':{'MaximumRetryAttempts':186}}")))
                .isEqualTo("ValidationException");
        assertThat(error("PutRule", "{'Name':'x'}")).isEqualTo("ValidationException");
        assertThat(error("PutRule", "{'Name':'x','EventBusName':'orders','ScheduleExpression':'rate(1 day)'}"))
                .isEqualTo("ValidationException");
        assertThat(error("PutRule", "{'Name':'x','ScheduleExpression':'cron(* * * * * *)'}"))
                .isEqualTo("ValidationException");
    }

    @Test
    void aPatternCanBeTried() {
        String input = "{'EventPattern':'{\\'source\\':[\\'shop\\']}','Event':'{\\'source\\':\\'%s\\'}'}";
        assertThat(client.json("TestEventPattern", input.formatted("shop")).path("Result"))
                .isEqualTo(Json.read("true"));
        assertThat(client.json("TestEventPattern", input.formatted("bank")).path("Result"))
                .isEqualTo(Json.read("false"));
        assertThat(error("TestEventPattern", "{'EventPattern':'{}','Event':'{}'}"))
                .isEqualTo("InvalidEventPatternException");
    }

    @Test
    void aBusIsMadeTaggedListedAndDeleted() {
        String arn = client.json("CreateEventBus", "{'Name':'bills','Tags':[{'Key':'a','Value':'1'}]}")
                .path("EventBusArn")
                .asText();
        assertThat(error("CreateEventBus", "{'Name':'bills'}")).isEqualTo("ResourceAlreadyExistsException");
        client.json("TagResource", "{'ResourceARN':'" + arn + "','Tags':[{'Key':'b','Value':'2'}]}");
        client.json("UntagResource", "{'ResourceARN':'" + arn + "','TagKeys':['a']}");
        assertThat(client.json("ListTagsForResource", "{'ResourceARN':'" + arn + "'}")
                        .path("Tags"))
                .isEqualTo(Json.read("[{\"Key\":\"b\",\"Value\":\"2\"}]"));
        assertThat(client.json("ListEventBuses", "{'NamePrefix':'bi'}").at("/EventBuses/0/Arn"))
                .hasToString("\"" + arn + "\"");
        assertThat(error("DeleteEventBus", "{'Name':'orders'}")).isEqualTo("ValidationException");
        client.json("DeleteEventBus", "{'Name':'bills'}");
        assertThat(error("DescribeEventBus", "{'Name':'bills'}")).isEqualTo("ResourceNotFoundException");
    }

    private String error(String operation, String input) {
        return client.json(operation, input).path("__type").asText();
    }
}
