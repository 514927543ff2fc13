package slipway.local.scheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import slipway.local.assembly.ResourceProvider.Wanted;
import slipway.local.bus.Inbox;
import slipway.local.edge.AwsError;
import slipway.local.edge.Caller;
import slipway.local.edge.Client;
import slipway.local.edge.Place;
import slipway.local.json.Json;
import slipway.local.time.ScaledClock;

class SchedulerTest {
    private static final String ROLE = "arn:aws:iam::111122223333:role/scheduler";
    private static final String FUNCTION = "arn:aws:lambda:eu-central-1:111122223333:function:check";
    private static final String QUEUE = "arn:aws:sqs:eu-central-1:111122223333:work";
    private static final String DEAD = "arn:aws:sqs:eu-central-1:111122223333:dead";

    private final Place place = new Place("111122223333", "eu-central-1");
    private final ScaledClock clock = new ScaledClock(1000);
    private final Inbox inbox = new Inbox();
    private final Scheduler scheduler = new Scheduler(place, clock, SchedulerTest::assume, inbox::find);
    private final Client client = new Client(new SchedulerService(scheduler));

    @AfterEach
    void stop() {
        clock.close();
    }

    private static Caller.RoleSession assume(String role, Caller.ServicePrincipal service, String session) {
        assertThat(service)
                .isEqualTo(new Caller.ServicePrincipal(
                        "scheduler.amazonaws.com",
                        "arn:aws:scheduler:eu-central-1:111122223333:schedule-group/default"));
        if (!role.equals(ROLE)) {
            throw AwsError.accessDenied(service, "sts:AssumeRole", role);
        }
        return Caller.RoleSession.of(role, session);
    }

    @Test
    void aRateCallsItsTargetInItsRoleAtOnceAndThenAgainAndAgain() throws InterruptedException {
        create("check", "rate(15 minutes)", FUNCTION, "'Input':'{\\'when\\':\\'<aws.scheduler.scheduled-time>\\'}'");

        Inbox.Got first = inbox.next();
        Inbox.Got second = inbox.next();

        assertThat(first.arn()).isEqualTo(FUNCTION);
        assertThat(first.from()).isEqualTo(Caller.RoleSession.of(ROLE, "check"));
        assertThat(Duration.between(when(first), when(second))).isEqualTo(Duration.ofMinutes(15));
    }

    private static Instant when(Inbox.Got got) {
        return Instant.parse(got.event().path("when").asText());
    }

    @Test
    void aScheduleThatCallsOnceGoesWhenItIsDoneIfItShall() throws InterruptedException {
        String soon = clock.instant()
                .plusSeconds(5)
                .truncatedTo(ChronoUnit.SECONDS)
                .toString()
                .replace("Z", "");
        client.send(
                "POST",
                "/schedules/once",
                body("at(" + soon + ")", QUEUE, "'Input':'hello <aws.scheduler.attempt-number>'")
                        .replace("{\"Sch", "{\"ActionAfterCompletion\":\"DELETE\",\"Sch"));

        assertThat(inbox.next().event()).hasToString("hello 1");
        awaitNoSchedule();
    }

    private void awaitNoSchedule() {
        Instant deadline = Instant.now().plusSeconds(10);
        while (!scheduler.all().isEmpty() && Instant.now().isBefore(deadline)) {
            Thread.onSpinWait();
        }
        assertThat(scheduler.all()).isEmpty();
    }

    @Test
    void aCronExpressionCallsFromItsStartOn() throws InterruptedException {
        Instant start = clock.instant().plus(Duration.ofMinutes(30)).truncatedTo(ChronoUnit.MINUTES);

        createWith(
                "'StartDate':'" + start + "'",
                body("cron(* * * * ? *)", FUNCTION, "'Input':'{\\'when\\':\\'<aws.scheduler.scheduled-time>\\'}'"));

        assertThat(when(inbox.next())).isEqualTo(start);
        assertThat(when(inbox.next())).isEqualTo(start.plus(Duration.ofMinutes(1)));
    }

    @Test
    void aScheduleThatCallsAgainAndAgainGoesAfterItsLastCallBeforeItsEnd() throws InterruptedException {
        createWith(
                "'ActionAfterCompletion':'DELETE','EndDate':'" + clock.instant().plusSeconds(5 * 60 + 30) + "'",
                body("rate(5 minutes)", FUNCTION, "'Input':'{}'"));

        inbox.next();
        inbox.next();
        awaitNoSchedule();
        assertThat(inbox.waiting()).isZero();
    }

    @Test
    void whatIsDueOnceKnowsNeitherStartNorEnd() throws InterruptedException {
        Instant due = clock.instant().plusSeconds(60).truncatedTo(ChronoUnit.SECONDS);

        createWith(
                "'StartDate':'" + due.plusSeconds(60) + "','EndDate':'" + due.minusSeconds(60) + "'",
                body("at(" + due.toString().replace("Z", "") + ")", QUEUE, "'Input':'hello'"));

        assertThat(inbox.next().event()).hasToString("hello");
    }

    @Test
    void aBusGetsAnEventOfItsOwnSource() throws InterruptedException {
        create(
                "event",
                "rate(1 day)",
                "arn:aws:events:eu-central-1:111122223333:event-bus/orders",
                "'EventBridgeParameters':{'Source':'shop','DetailType':'Daily'},'Input':'{\\'a\\':1}'");

        JsonNode event = inbox.next().event();

        assertThat(event.path("source").asText()).isEqualTo("shop");
        assertThat(event.at("/detail/a").asInt()).isEqualTo(1);
        assertThat(event.at("/resources/0").asText()).endsWith(":schedule/default/event");
    }

    @Test
    void aCallThatFailsIsTriedAgainAndThenADeadLetterThatSaysWhy() throws InterruptedException {
        AwsError trouble = new AwsError(500, "InternalError", "later");
        inbox.fail(FUNCTION, trouble, trouble);
        create(
                "check",
                "rate(1 day)",
                FUNCTION,
                "'RetryPolicy':{'MaximumRetryAttempts':1},'DeadLetterConfig':{'Arn':'" + DEAD + "'}");

        Inbox.Got letter = inbox.next();

        assertThat(letter.arn()).isEqualTo(DEAD);
        assertThat(letter.from()).isEqualTo(Caller.RoleSession.of(ROLE, "check"));
        assertThat(letter.attributes())
                .containsEntry("ERROR_CODE", "InternalError")
                .containsEntry("RETRY_ATTEMPTS", "1")
                .containsEntry("EXHAUSTED_RETRY_CONDITION", "MaximumRetryAttempts")
                .containsEntry("SCHEDULE_ARN", scheduler.arn("default", "check"));
    }

    @Test
    void aRoleThatDoesNotTrustSchedulerCallsNothing() throws InterruptedException {
        client.send(
                "POST",
                "/schedules/check",
                body("rate(1 day)", FUNCTION, "'Input':'{}'").replace("role/scheduler", "role/other"));
        create("after", "rate(1 day)", QUEUE, "'Input':'{}'");

        assertThat(inbox.next().arn()).isEqualTo(QUEUE);
        assertThat(inbox.waiting()).isZero();
    }

    @Test
    void aDisabledScheduleWaitsUntilItIsEnabled() throws InterruptedException {
        String enabled = body("rate(1 minute)", FUNCTION, "'Input':'{}'");
        client.send("POST", "/schedules/check", enabled.replace("{\"Sch", "{\"State\":\"DISABLED\",\"Sch"));
        create("other", "rate(5 minutes)", QUEUE, "'Input':'{}'");
        assertThat(inbox.next().arn()).isEqualTo(QUEUE);
        assertThat(inbox.next().arn()).isEqualTo(QUEUE);

        client.send("PUT", "/schedules/check", enabled);
        assertThat(inbox.next().arn()).isEqualTo(FUNCTION);
    }

    @Test
    void aScheduleIsShownListedAndDeleted() {
        create("b", "cron(0 9 * * ? *)", FUNCTION, "'Input':'{}'");
        create("a", "cron(0 9 * * ? *)", FUNCTION, "'Input':'{}'");

        JsonNode shown = client.get("/schedules/b", Map.of());
        assertThat(shown.path("State").asText()).isEqualTo("ENABLED");
        assertThat(shown.path("ScheduleExpressionTimezone").asText()).isEqualTo("UTC");
        assertThat(shown.at("/Target/RoleArn").asText()).isEqualTo(ROLE);
        JsonNode page = client.get("/schedules", Map.of("MaxResults", "1"));
        assertThat(page.at("/Schedules/0/Name").asText()).isEqualTo("a");
        assertThat(client.get(
                                "/schedules",
                                Map.of("NextToken", page.path("NextToken").asText()))
                        .at("/Schedules/0/Name")
                        .asText())
                .isEqualTo("b");
        assertThat(client.asked)
                .contains(
                        "scheduler:CreateSchedule arn:aws:scheduler:eu-central-1:111122223333:schedule/default/b",
                        "iam:PassRole " + ROLE);

        client.send("DELETE", "/schedules/b", "");
        assertThat(client.get("/schedules/b", Map.of()).path("message").asText())
                .isEqualTo("Schedule b does not exist.");
    }

    @Test
    void whatSchedulerWouldRefuseOrIsNotKnownHereIsNamed() {
        assertThat(refused(body("rate(1 day)", "arn:aws:scheduler:::aws-sdk:ssm:getParameter", "'Input':'{}'")))
                .contains("Target.Arn");
        assertThat(refused(body("rate(1 week)", FUNCTION, "'Input':'{}'"))).contains("rate(1 week)");
        assertThat(refused(body("rate(1 day)", FUNCTION, "'Input':'no'"))).contains("Target.Input");
        assertThat(refused(body("rate(1 day)", FUNCTION, "'SqsParameters':{}"))).contains("Target.SqsParameters");
        assertThat(refused(body("rate(1 day)", FUNCTION, "'Input':'{}'").replace("OFF", "FLEXIBLE")))
                .contains("FlexibleTimeWindow");
        assertThat(scheduler.all()).isEmpty();
    }

    @Test
    void aGroupGoesWithItsSchedules() {
        client.send("POST", "/schedule-groups/night", "{}");
        client.send(
                "POST",
                "/schedules/check",
                body("rate(1 day)", FUNCTION, "'Input':'{}'").replace("{\"Sch", "{\"GroupName\":\"night\",\"Sch"));
        assertThat(scheduler.all()).hasSize(1);

        client.send("DELETE", "/schedule-groups/night", "");

        assertThat(scheduler.all()).isEmpty();
        assertThat(client.send("DELETE", "/schedule-groups/default", "")).contains("cannot be deleted");
        assertThat(client.get("/schedule-groups", Map.of()).path("ScheduleGroups"))
                .hasSize(1);
    }

    @Test
    void aTemplateMakesScheduleAndGroup() throws InterruptedException {
        ScheduleResources resources = new ScheduleResources(scheduler);
        resources.make(new Wanted(
                "s", "G", "AWS::Scheduler::ScheduleGroup", Json.object().put("Name", "default-2")));
        ObjectNode properties = (ObjectNode) Json.read(body("rate(1 hour)", FUNCTION, "'Input':'{}'"));
        resources.make(new Wanted("s", "Check", "AWS::Scheduler::Schedule", properties));

        assertThat(inbox.next().arn()).isEqualTo(FUNCTION);
        assertThat(scheduler.all().getFirst().name()).startsWith("s-Check-");
        assertThatThrownBy(() -> resources.make(
                        new Wanted("s", "Bad", "AWS::Scheduler::Schedule", properties.put("Window", "x"))))
                .hasMessageContaining("AWS::Scheduler::Schedule Bad")
                .hasMessageContaining("Window");
    }

    private String refused(String body) {
        return client.send("POST", "/schedules/bad", body);
    }

    private void create(String name, String expression, String target, String more) {
        assertThat(client.send("POST", "/schedules/" + name, body(expression, target, more)))
                .contains("ScheduleArn");
    }

    /** With members beside those of {@link #body}. */
    private void createWith(String members, String body) {
        assertThat(client.send(
                        "POST", "/schedules/bounded", "{" + members.replace('\'', '"') + "," + body.substring(1)))
                .contains("ScheduleArn");
    }

    private static String body(String expression, String target, String more) {
        return ("{'ScheduleExpression':'" + expression + "','FlexibleTimeWindow':{'Mode':'OFF'},'Target':{'Arn':'"
                        + target + "','RoleArn':'" + ROLE + "'," + more + "}}")
                .replace("\\'", "\\\"")
                .replace('\'', '"');
    }
}
