package slipway.local.bus;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import slipway.local.assembly.ResourceProvider;
import slipway.local.edge.Caller;
import slipway.local.edge.Fault;
import slipway.local.edge.FaultRule;
import slipway.local.edge.Faults;
import slipway.local.edge.Identities;
import slipway.local.edge.Place;
import slipway.local.json.Events;
import slipway.local.json.Json;
import slipway.local.time.ScaledClock;

/** Each fault that an event on its way to a target can meet. */
class EventFaultsTest {
    private static final Place PLACE = new Place("111122223333", "eu-central-1");
    private static final String PUSH = "ECR Image Action";
    private static final List<Integer> TEN = IntStream.range(0, 10).boxed().toList();

    private final ScaledClock clock = new ScaledClock(100);
    private final Faults faults = new Faults(new Identities(PLACE), clock);
    private final Inbox inbox = new Inbox();
    private final Bus bus = new Bus(
            PLACE,
            clock,
            (caller, action, resource, context) -> {},
            (role, service, session) -> Caller.RoleSession.of(role, session),
            inbox::find);

    @BeforeEach
    void rule() {
        bus.faults(new EventFaults(faults));
        ObjectNode properties = (ObjectNode) Json.read("""
                {"Name":"pushed","State":"ENABLED","EventPattern":{"source":["aws.ecr"]},
                 "Targets":[{"Id":"t","Arn":"%s"}]}""".formatted(PLACE.arn("sqs", "pushed")));
        new RuleResources(bus, PLACE)
                .make(new ResourceProvider.Wanted("stack", "Pushed", "AWS::Events::Rule", properties));
    }

    @AfterEach
    void stop() {
        clock.close();
    }

    @Test
    void aLostEventDoesNotComeAndTheNextOneDoes() throws Exception {
        Faults.Armed lost = faults.arm(FaultRule.on(PUSH, new Fault.Lost()).onResource("rule/pushed"));

        publish(1);
        publish(2);

        assertThat(next()).isEqualTo(2);
        assertThat(lost.struck()).isEqualTo(1);
    }

    @Test
    void aDoubledEventComesTwice() throws Exception {
        faults.arm(FaultRule.on(PUSH, new Fault.Twice()).by("aws.ecr"));

        publish(1);

        assertThat(next()).isEqualTo(1);
        assertThat(next()).isEqualTo(1);
    }

    @Test
    void aLateEventIsOvertaken() throws Exception {
        faults.arm(FaultRule.on(PUSH, new Fault.Late(Duration.ofSeconds(60))));
        Instant before = clock.instant();

        publish(1);
        publish(2);

        assertThat(next()).isEqualTo(2);
        assertThat(next()).isEqualTo(1);
        assertThat(Duration.between(before, clock.instant())).isGreaterThanOrEqualTo(Duration.ofSeconds(60));
    }

    @Test
    void shuffledEventsAllComeInAnotherOrder() throws Exception {
        Faults.Armed shuffled = faults.arm(
                FaultRule.on(PUSH, new Fault.Shuffled(Duration.ofSeconds(100))).atRate(1, 7));

        TEN.forEach(this::publish);
        List<Integer> got = new ArrayList<>();
        for (int i = 0; i < TEN.size(); i++) {
            got.add(next());
        }

        assertThat(got).containsExactlyInAnyOrderElementsOf(TEN).isNotEqualTo(TEN);
        assertThat(shuffled.struck()).isEqualTo(TEN.size());
    }

    @Test
    void otherEventsAndRulesAreLeftAlone() throws Exception {
        faults.arm(FaultRule.on("ECR Image Scan", new Fault.Lost()));
        faults.arm(FaultRule.on(PUSH, new Fault.Lost()).onResource("rule/other"));
        faults.arm(FaultRule.on(PUSH, new Fault.Lost()).by("aws.ssm"));

        publish(1);

        assertThat(next()).isEqualTo(1);
        assertThat(faults.armed())
                .allSatisfy(armed -> assertThat(armed.matched()).isZero());
    }

    private void publish(int number) {
        bus.publish(
                Bus.DEFAULT,
                Events.envelope(
                        PLACE, clock.instant(), "aws.ecr", PUSH, Json.object().put("number", number)));
    }

    private int next() throws InterruptedException {
        return inbox.next().event().at("/detail/number").asInt();
    }
}
