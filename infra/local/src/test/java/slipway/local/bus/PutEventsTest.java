package slipway.local.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import slipway.local.edge.Authorizer;
import slipway.local.edge.AwsError;
import slipway.local.edge.Caller;
import slipway.local.edge.Place;
import slipway.local.json.Json;
import slipway.local.states.StatesError;
import slipway.local.time.ScaledClock;

class PutEventsTest {
    private static final Caller ADMIN = new Caller.Administrator("arn:aws:iam::111122223333:root");
    private static final Authorizer ALL = (caller, action, resource, context) -> {};

    private final Place place = new Place("111122223333", "eu-central-1");
    private final ScaledClock clock = new ScaledClock(1000);
    private final Bus bus = new Bus(
            place,
            clock,
            ALL,
            (role, service, session) -> Caller.RoleSession.of(role, session),
            arn -> Optional.empty());
    private final PutEvents events = new PutEvents(bus, place, InstantSource.system());

    @BeforeEach
    void create() {
        bus.create("slipway-local");
    }

    @AfterEach
    void stop() {
        clock.close();
    }

    @Test
    void aGoodEntryReachesItsBusAndABadOneFailsAlone() {
        ObjectNode answer = put(
                "{\"Source\":\"slipway\",\"DetailType\":\"Image Published\",\"Detail\":\"{}\","
                        + "\"EventBusName\":\"slipway-local\"},{\"Source\":\"slipway\",\"DetailType\":\"x\",\"Detail\":\"[]\"}");
        assertThat(answer.path("FailedEntryCount").asInt()).isEqualTo(1);
        assertThat(answer.at("/Entries/0/EventId").asText()).isNotEmpty();
        assertThat(answer.at("/Entries/1/ErrorCode").asText()).isEqualTo("MalformedDetail");
        assertThat(bus.archived("slipway-local")).hasSize(1);
    }

    @Test
    void nobodySpeaksInTheNameOfAws() {
        ObjectNode answer = put("{\"Source\":\"aws.ecr\",\"DetailType\":\"x\",\"Detail\":\"{}\"}");
        assertThat(answer.at("/Entries/0/ErrorCode").asText()).isEqualTo("NotAuthorizedForSourceException");
        assertThat(bus.archived("default")).isEmpty();
    }

    @Test
    void elevenEntriesAreTooMany() {
        String entry = "{\"Source\":\"s\",\"DetailType\":\"x\",\"Detail\":\"{}\"}";
        assertThatThrownBy(() -> put(entry + ("," + entry).repeat(10))).hasMessageContaining("not 11");
    }

    @Test
    void aRequestHoldsAMegabyteAndNoMore() {
        String entry = "{\"Source\":\"s\",\"DetailType\":\"x\",\"Detail\":\"{\\\"a\\\":\\\"%s\\\"}\"}";
        assertThat(put(entry.formatted("a".repeat(1024 * 1024 - 10)))
                        .at("/Entries/0/EventId")
                        .asText())
                .isNotEmpty();
        assertThatThrownBy(() -> put(entry.formatted("a".repeat(1024 * 1024 - 9))))
                .hasMessageContaining("over the limit");
    }

    @Test
    void aStateMachinePutsAnObjectAsDetail() {
        PutEventsTask task = new PutEventsTask(bus, place, clock, ALL);
        task.call(
                Json.read("{\"Entries\":[{\"Source\":\"slipway\",\"DetailType\":\"Rollout Failing\","
                        + "\"Detail\":{\"target\":\"support\"},\"EventBusName\":\"slipway-local\"}]}"),
                ADMIN);
        assertThat(bus.archived("slipway-local")
                        .getLast()
                        .event()
                        .at("/detail/target")
                        .asText())
                .isEqualTo("support");
    }

    @Test
    void aStateMachineThatMayNotPutFails() {
        Authorizer none = (caller, action, resource, context) -> {
            throw AwsError.accessDenied(caller, action, resource);
        };
        PutEventsTask task = new PutEventsTask(bus, place, clock, none);
        assertThatThrownBy(() -> task.call(
                        Json.read("{\"Entries\":[{\"Source\":\"s\",\"DetailType\":\"x\",\"Detail\":{}}]}"), ADMIN))
                .isInstanceOf(StatesError.class)
                .hasMessageContaining("events:PutEvents")
                .hasMessageContaining("event-bus/default");
    }

    private ObjectNode put(String entries) {
        return events.put((ArrayNode) Json.read("[" + entries + "]"), ADMIN, ALL);
    }
}
