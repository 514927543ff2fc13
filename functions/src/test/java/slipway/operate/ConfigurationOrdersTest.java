package slipway.operate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import slipway.admission.Wish;
import slipway.agentruntime.ConfigurationHash;
import slipway.ledger.Cause;
import slipway.ledger.Orders.Configure;
import slipway.ledger.Outcome;
import slipway.ledger.Progress;
import slipway.ledger.Proof;
import slipway.ledger.RolloutId;
import slipway.ledger.TargetState.ConfigurationVeto;
import slipway.operate.Desk.Reply;

/** What people see of a stack's configurations, and what they can do about them. */
class ConfigurationOrdersTest {
    private static final ConfigurationHash HASH = new ConfigurationHash("9b1c".repeat(16));
    private static final String STACK = "arn:aws:cloudformation:eu-central-1:111122223333:stack/agents/4f2c9d10";

    private final Desk desk = Desk.declared();

    @BeforeEach
    void serveAnImage() {
        desk.served(desk.push("1.0.0", "a"));
    }

    @Test
    void aVetoOfAConfigurationIsListedAndLiftedByItsBeginningAndTheConfigurationGoesOut() {
        veto();
        ask();
        JsonNode veto = target().at("/vetoes/0");
        assertThat(veto.path("configuration").asText()).isEqualTo(HASH.value());
        assertThat(veto.has("digest")).isFalse();

        Reply reply = desk.order("veto-lift", "'digest': '%s'".formatted(HASH.shortForm()));
        assertThat(reply.did())
                .isEqualTo(
                        "The veto of configuration 9b1c9b1c9b1c is lifted; support-1 had set it: SMOKE_TEST_FAILED. support-1 has started.");
        assertThat(desk.decisions()).contains("VetoLifted " + HASH);
        assertThat(desk.rollout().cause()).isEqualTo(Cause.CONFIGURATION);
    }

    @Test
    void whatIsVetoedIsNamedWhereTheBeginningIsOfNone() {
        veto();
        Reply reply = desk.order("veto-lift", "'digest': '%s'".formatted("f".repeat(12)));
        assertThat(reply.code()).isEqualTo("NO_VETO");
        assertThat(reply.choices()).containsExactly(HASH.value());
    }

    @Test
    void aStacksRolloutShowsItsCauseItsConfigurationAndTheStack() {
        ask();
        JsonNode active = target().path("active");
        assertThat(active.path("cause").asText()).isEqualTo("configuration");
        assertThat(active.path("configuration").asText()).isEqualTo(HASH.value());
        assertThat(active.at("/by/arn").asText()).isEqualTo(STACK);
        assertThat(target().at("/asked/rollout").asText()).isEqualTo("support-1");
        assertThat(target().at("/asked/stack").asText()).isEqualTo(STACK);
    }

    @Test
    void aRetryTriesAgainWhatAStackAskedForLast() {
        ask();
        desk.end(Outcome.REJECTED, "SMOKE_TEST_FAILED");
        veto();
        Reply reply = desk.order("retry", "");
        assertThat(reply.did()).isEqualTo("The configuration 9b1c9b1c9b1c may be tried again. support-2 has started.");
        assertThat(desk.state().restraint().configurations()).isEmpty();
        assertThat(desk.rollout().request().configuration()).contains(HASH);
        assertThat(desk.state().orders().configuration().flatMap(Configure::rollout))
                .contains(new RolloutId("support-2"));
    }

    @Test
    void aConfigurationThatIsStuckAndGivenUpIsVetoedAndItsImageIsNot() {
        ask();
        desk.end(Outcome.STUCK, "RUNTIME_MISSING");
        Reply reply = desk.order("abort", "'reason': 'no runtime'");
        assertThat(reply.did()).contains("support-1 was stuck and is given up");
        assertThat(desk.state().restraint().veto(HASH)).isPresent();
        assertThat(desk.state().restraint().vetoes()).isEmpty();
    }

    @Test
    void anApprovalNamesTheConfiguration() {
        ask();
        desk.progress(p -> p.withProof(Proof.PASSED)
                .withApproval(new Progress.Approval(desk.now, desk.now.plusSeconds(3600), Optional.empty())));
        Reply reply = desk.order("reject", "'rollout': 'support-1', 'reason': 'not now'");
        assertThat(reply.did()).startsWith("Rejected: support-1 ends, and the configuration 9b1c9b1c9b1c is not tried");
    }

    private void ask() {
        Configure order = new Configure("request", HASH, STACK, desk.now, Optional.empty());
        Desk.admission(desk.ledger, desk.executions, desk.told::add)
                .admit(
                        desk.state().withOrders(desk.state().orders().withConfiguration(Optional.of(order))),
                        Wish.of(Cause.CONFIGURATION),
                        desk.now);
    }

    private void veto() {
        ConfigurationVeto veto = new ConfigurationVeto(HASH, Desk.FIRST, "SMOKE_TEST_FAILED", desk.now);
        desk.ledger.save(desk.state().withRestraint(desk.state().restraint().withVeto(veto)));
        assertThat(List.of(veto)).isEqualTo(desk.state().restraint().configurations());
    }

    private JsonNode target() {
        return desk.view("'view': 'target', 'target': 'support'").body().path("target");
    }
}
