package slipway.local.agentcore;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import slipway.local.edge.Caller;
import slipway.local.edge.Identities;
import slipway.local.edge.Place;
import slipway.local.iam.Decider;
import slipway.local.iam.Policies;

class AgentSessionsTest {
    private static final Place PLACE = new Place("111122223333", "eu-central-1");
    private static final String ROLE = "arn:aws:iam::111122223333:role/agent";
    private static final String RUNTIME = PLACE.arn("bedrock-agentcore", "runtime/support-0123456789");

    private final List<String> log = new ArrayList<>();
    private final Identities identities = new Identities(PLACE);
    private final Policies policies = new Policies(PLACE);
    private final AgentSessions sessions =
            new AgentSessions(identities, new Decider(policies, PLACE)::assume, () -> URI.create("http://127.0.0.1:1"));

    private void role(String source) {
        policies.createRole("/", "agent", Json.read("""
                {"Statement":{"Effect":"Allow","Action":"sts:AssumeRole",
                 "Principal":{"Service":"bedrock-agentcore.amazonaws.com"},
                 "Condition":{"StringEquals":{"aws:SourceAccount":"111122223333"},
                  "ArnLike":{"aws:SourceArn":"%s"}}}}""".formatted(source).getBytes(UTF_8)));
    }

    private AgentSessions.Session begin(Map<String, String> own) {
        return sessions.begin(ROLE, RUNTIME, own, log::add);
    }

    @Test
    void aSessionOfTheRoleLastsUntilItIsOver() {
        role("arn:aws:bedrock-agentcore:eu-central-1:111122223333:*");

        AgentSessions.Session session = begin(Map.of("TABLE", "notes"));

        assertThat(session.environment())
                .containsOnlyKeys(
                        "AWS_ENDPOINT_URL", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN", "TABLE")
                .containsEntry("AWS_ENDPOINT_URL", "http://127.0.0.1:1");
        String key = session.environment().getOrDefault("AWS_ACCESS_KEY_ID", "");
        assertThat(identities.caller(key))
                .hasValueSatisfying(caller -> assertThat(caller)
                        .isInstanceOfSatisfying(
                                Caller.RoleSession.class,
                                held -> assertThat(held.roleArn()).isEqualTo(ROLE)));
        session.over().run();
        assertThat(identities.caller(key)).isEmpty();
    }

    @Test
    void aRoleThatTrustsAnotherRuntimeAloneIsNotTaken() {
        role("arn:aws:bedrock-agentcore:eu-central-1:111122223333:runtime/other-*");

        AgentSessions.Session session = begin(Map.of());

        assertThat(session.environment()).containsOnlyKeys("AWS_ENDPOINT_URL");
        assertThat(log).singleElement().asString().isEqualTo("""
                The agent has no credentials: User: bedrock-agentcore.amazonaws.com is not authorized to perform: \
                sts:AssumeRole on resource: arn:aws:iam::111122223333:role/agent""");
        session.over().run();
    }

    @Test
    void aRoleThatIsNotThereIsNotTaken() {
        assertThat(begin(Map.of()).environment()).containsOnlyKeys("AWS_ENDPOINT_URL");
        assertThat(log).hasSize(1);
    }

    @Test
    void aRuntimeThatBringsAKeyKeepsItWhole() {
        role("*");

        assertThat(begin(Map.of("AWS_ACCESS_KEY_ID", "test", "AWS_SECRET_ACCESS_KEY", "test"))
                        .environment())
                .containsOnlyKeys("AWS_ENDPOINT_URL", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY")
                .containsEntry("AWS_ACCESS_KEY_ID", "test");
    }
}
