package slipway.local.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import slipway.local.assembly.ResourceProvider;
import slipway.local.edge.AwsError;
import slipway.local.edge.Caller;
import slipway.local.edge.Place;
import slipway.local.json.Events;
import slipway.local.json.Json;
import slipway.local.time.ScaledClock;

class BusTest {
    private static final String QUEUE = "arn:aws:sqs:eu-central-1:111122223333:pushed";
    private static final String DEAD = "arn:aws:sqs:eu-central-1:111122223333:dead";
    private static final String PUSHES =
            "{'source':['aws.ecr'],'detail':{'result':['SUCCESS'],'image-tag':[{'anything-but':{'prefix':'slipway-'}}]}}";

    private final Place place = new Place("111122223333", "eu-central-1");
    private final ScaledClock clock = new ScaledClock(1000);
    private final Inbox inbox = new Inbox();
    private final Bus bus =
            new Bus(place, clock, (caller, action, resource, context) -> {}, BusTest::assume, inbox::find);

    @AfterEach
    void stop() {
        clock.close();
    }

    @Test
    void anEventThatMatchesReachesTheTargetAsTheRule() throws InterruptedException {
        String arn = rule(PUSHES, target(QUEUE, ""));
        publish("{'result':'SUCCESS','image-tag':'1.2.3'}");
        Inbox.Got got = inbox.next();
        assertThat(got.arn()).isEqualTo(QUEUE);
        assertThat(got.event().at("/detail/image-tag").asText()).isEqualTo("1.2.3");
        assertThat(got.from()).isEqualTo(new Caller.ServicePrincipal("events.amazonaws.com", arn));
    }

    @Test
    void whatDoesNotMatchIsArchivedWithoutARule() {
        rule(PUSHES, target(QUEUE, ""));
        publish("{'result':'FAILURE','image-tag':'1.2.3'}");
        publish("{'result':'SUCCESS','image-tag':'slipway-live'}");
        publish("{'result':'SUCCESS'}");
        assertThat(bus.archived("default")).extracting(Archived::rules).containsOnly(List.of());
        publish("{'result':'SUCCESS','image-tag':'1'}");
        assertThat(bus.archived("default").getLast().rules()).containsExactly("pushed");
    }

    @Test
    void aTargetInTroubleGetsTheEventAgainAfterGrowingPauses() throws InterruptedException {
        rule(PUSHES, target(QUEUE, ""));
        AwsError trouble = new AwsError(500, "InternalError", "later");
        inbox.fail(QUEUE, trouble, trouble, new AwsError(429, "TooManyRequestsException", "later"));
        Instant before = clock.instant();
        publish("{'result':'SUCCESS','image-tag':'1'}");
        assertThat(inbox.next().arn()).isEqualTo(QUEUE);
        assertThat(Duration.between(before, clock.instant())).isGreaterThanOrEqualTo(Duration.ofSeconds(7));
    }

    @Test
    void aDeliveryThatWasTriedOftenEnoughGoesToTheDeadLetterQueue() throws InterruptedException {
        String policy = ",'RetryPolicy':{'MaximumRetryAttempts':1},'DeadLetterConfig':{'Arn':'" + DEAD + "'}";
        rule(PUSHES, target(QUEUE, policy));
        AwsError trouble = new AwsError(500, "InternalError", "later");
        inbox.fail(QUEUE, trouble, trouble);
        publish("{'result':'SUCCESS','image-tag':'1'}");
        Inbox.Got got = inbox.next();
        assertThat(got.arn()).isEqualTo(DEAD);
        assertThat(got.event().path("source").asText()).isEqualTo("aws.ecr");
    }

    @Test
    void aDeliveryThatIsTooOldGoesToTheDeadLetterQueue() throws InterruptedException {
        String policy = ",'RetryPolicy':{'MaximumEventAgeInSeconds':60},'DeadLetterConfig':{'Arn':'" + DEAD + "'}";
        rule(PUSHES, target(QUEUE, policy));
        AwsError trouble = new AwsError(503, "ServiceUnavailable", "later");
        inbox.fail(QUEUE, java.util.Collections.nCopies(50, trouble).toArray(AwsError[]::new));
        publish("{'result':'SUCCESS','image-tag':'1'}");
        assertThat(inbox.next().arn()).isEqualTo(DEAD);
    }

    @Test
    void aRefusedDeliveryIsNotTriedAgain() throws InterruptedException {
        rule(PUSHES, target(QUEUE, ",'DeadLetterConfig':{'Arn':'" + DEAD + "'}"));
        inbox.fail(QUEUE, new AwsError(403, "AccessDeniedException", "no"));
        publish("{'result':'SUCCESS','image-tag':'1'}");
        assertThat(inbox.next().arn()).isEqualTo(DEAD);
    }

    @Test
    void aTargetThatIsNotThereGoesToTheDeadLetterQueue() throws InterruptedException {
        rule(PUSHES, target("arn:aws:sqs:eu-central-1:1:missing", ",'DeadLetterConfig':{'Arn':'" + DEAD + "'}"));
        publish("{'result':'SUCCESS','image-tag':'1'}");
        assertThat(inbox.next().arn()).isEqualTo(DEAD);
    }

    @Test
    void aDeadLetterSaysWhyItIsThere() throws InterruptedException {
        String policy = ",'RetryPolicy':{'MaximumRetryAttempts':1},'DeadLetterConfig':{'Arn':'" + DEAD + "'}";
        String arn = rule(PUSHES, target(QUEUE, policy));
        inbox.fail(QUEUE, new AwsError(503, "ServiceUnavailable", "later"), new AwsError(429, "TooMany", "slower"));
        publish("{'result':'SUCCESS','image-tag':'1'}");
        assertThat(inbox.next().attributes())
                .containsEntry("RULE_ARN", arn)
                .containsEntry("TARGET_ARN", QUEUE)
                .containsEntry("ERROR_CODE", "THROTTLING")
                .containsEntry("ERROR_MESSAGE", "slower")
                .containsEntry("RETRY_ATTEMPTS", "1")
                .containsEntry("EXHAUSTED_RETRY_CONDITION", "MaximumRetryAttempts");
        inbox.fail(QUEUE, new AwsError(403, "AccessDeniedException", "no"));
        publish("{'result':'SUCCESS','image-tag':'1'}");
        assertThat(inbox.next().attributes())
                .containsEntry("ERROR_CODE", "NO_PERMISSIONS")
                .doesNotContainKey("EXHAUSTED_RETRY_CONDITION");
    }

    @Test
    void aTargetWithARoleIsCalledInItUnlessTheRoleDoesNotTrustEvents() throws InterruptedException {
        String role = "arn:aws:iam::111122223333:role/starter";
        rule(PUSHES, target(QUEUE, ",'RoleArn':'" + role + "'"));
        publish("{'result':'SUCCESS','image-tag':'1'}");
        assertThat(inbox.next().from()).isEqualTo(Caller.RoleSession.of(role, "pushed"));
        String stranger = ",'RoleArn':'" + role + "/stranger','DeadLetterConfig':{'Arn':'" + DEAD + "'}";
        rule(PUSHES, target(QUEUE, stranger));
        publish("{'result':'SUCCESS','image-tag':'1'}");
        assertThat(inbox.next().arn()).isEqualTo(DEAD);
    }

    @Test
    void aRuleWithAScheduleActsByTheClock() throws InterruptedException {
        ObjectNode properties = (ObjectNode)
                json("{'Name':'often','ScheduleExpression':'rate(1 minute)','Targets':[" + target(QUEUE, "") + "]}");
        new RuleResources(bus, place)
                .make(new ResourceProvider.Wanted("stack", "Often", "AWS::Events::Rule", properties));
        List<ObjectNode> ticks = List.of(
                (ObjectNode) inbox.next().event(), (ObjectNode) inbox.next().event());
        assertThat(ticks).allSatisfy(tick -> {
            assertThat(tick.path("detail-type").asText()).isEqualTo("Scheduled Event");
            assertThat(tick.at("/resources/0").asText()).endsWith(":rule/often");
        });
        assertThat(Duration.between(
                        Instant.parse(ticks.getFirst().path("time").asText()),
                        Instant.parse(ticks.getLast().path("time").asText())))
                .isEqualTo(Duration.ofMinutes(1));
    }

    @Test
    void faultsDuplicateAndLoseDeliveries() throws InterruptedException {
        rule(PUSHES, target(QUEUE, ""));
        bus.faults((rule, target, event) -> List.of());
        publish("{'result':'SUCCESS','image-tag':'lost'}");
        bus.faults((rule, target, event) -> List.of(Duration.ofSeconds(2), Duration.ZERO));
        publish("{'result':'SUCCESS','image-tag':'twice'}");
        assertThat(List.of(inbox.next(), inbox.next()))
                .allSatisfy(got ->
                        assertThat(got.event().at("/detail/image-tag").asText()).isEqualTo("twice"));
    }

    @Test
    void aTargetCanTakeAPartOfTheEventOrAConstant() throws InterruptedException {
        rule(PUSHES, target(QUEUE, ",'InputPath':'$.detail'"));
        publish("{'result':'SUCCESS','image-tag':'1'}");
        assertThat(inbox.next().event()).isEqualTo(json("{'result':'SUCCESS','image-tag':'1'}"));
        rule(PUSHES, target(QUEUE, ",'Input':'7'"));
        publish("{'result':'SUCCESS','image-tag':'1'}");
        assertThat(inbox.next().event().asInt()).isEqualTo(7);
    }

    @Test
    void aTargetCanTakeWhatATemplateMakesOfTheEvent() throws InterruptedException {
        rule(PUSHES, target(QUEUE, transformer("{\\'tag\\':<tag>}")));
        publish("{'result':'SUCCESS','image-tag':'1'}");
        assertThat(inbox.next().event()).isEqualTo(json("{'tag':'1'}"));
    }

    @Test
    void aTemplateThatGivesNoJsonGoesToTheDeadLetterQueue() throws InterruptedException {
        String input = transformer("{\\'tag\\':<none>}") + ",'DeadLetterConfig':{'Arn':'" + DEAD + "'}";
        rule(PUSHES, target(QUEUE, input));
        publish("{'result':'SUCCESS','image-tag':'1'}");
        assertThat(inbox.next().arn()).isEqualTo(DEAD);
    }

    private static String transformer(String template) {
        return ",'InputTransformer':{'InputPathsMap':{'tag':'$.detail.image-tag','none':'$.detail.none'},"
                + "'InputTemplate':'" + template + "'}";
    }

    @Test
    void aBadPatternAndAnUnknownPropertyAreRefusedByName() {
        assertThatThrownBy(() -> rule("{'source':'aws.ecr'}", target(QUEUE, "")))
                .hasMessageContaining("EventPattern");
        assertThatThrownBy(() -> rule(PUSHES, target(QUEUE, ",'SqsParameters':{}")))
                .hasMessageContaining("AWS::Events::Rule")
                .hasMessageContaining("SqsParameters");
        assertThatThrownBy(() -> rule(PUSHES, target(QUEUE, ",'Input':'7','InputPath':'$'")))
                .hasMessageContaining("Targets.Input")
                .hasMessageContaining("InputPath");
        assertThatThrownBy(() -> rule(PUSHES, target(QUEUE, ",'InputPath':'$..tags'")))
                .hasMessageContaining("$..tags");
    }

    private static Caller.RoleSession assume(String role, Caller.ServicePrincipal service, String session) {
        if (role.endsWith("/stranger")) {
            throw AwsError.accessDenied(service, "sts:AssumeRole", role);
        }
        return Caller.RoleSession.of(role, session);
    }

    private String rule(String pattern, String target) {
        ObjectNode properties = (ObjectNode)
                json("{'Name':'pushed','EventPattern':" + pattern + ",'State':'ENABLED','Targets':[" + target + "]}");
        var wanted = new ResourceProvider.Wanted("stack", "Pushed", "AWS::Events::Rule", properties);
        return String.valueOf(
                new RuleResources(bus, place).make(wanted).attributes().get("Arn"));
    }

    private static String target(String arn, String more) {
        return "{'Id':'t','Arn':'" + arn + "'" + more + "}";
    }

    private void publish(String detail) {
        bus.publish("default", Events.envelope(place, clock.instant(), "aws.ecr", "ECR Image Action", (ObjectNode)
                json(detail)));
    }

    private static com.fasterxml.jackson.databind.JsonNode json(String text) {
        return Json.read(text.replace('\'', '"'));
    }
}
