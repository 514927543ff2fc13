package slipway.operate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import slipway.events.EventFolder;
import slipway.operate.Desk.Reply;

/** People who want the drift check to look now. */
class LookingTest {
    private final Desk desk = Desk.declared();

    @Test
    void theDriftCheckIsToldWhereToLookAndWhoAsked() {
        Reply reply = asked("'target': 'support', 'heal': true");
        assertThat(reply.status()).isEqualTo(200);
        assertThat(desk.looks)
                .singleElement()
                .satisfies(look -> assertThat(look.toString())
                        .isEqualTo("{'schema':1,'now':'%s','targets':['support'],'heal':true,'by':'%s'}"
                                .formatted(desk.now, Desk.ALICE)
                                .replace('\'', '"')));
        assertThat(reply.body().path("at").asText()).isEqualTo(desk.now.toString());
    }

    @Test
    void itLooksEverywhereWhereNoTargetIsNamed() {
        asked("");
        assertThat(desk.looks.getFirst().has("targets")).isFalse();
        assertThat(desk.looks.getFirst().has("heal")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "'target': 'support'", "'heal': true", "'target': 'support', 'heal': false"})
    void whatTheDriftCheckIsInvokedWithFitsItsSchema(String members) {
        asked(members);
        JsonNode input = desk.looks.getFirst();
        assertThat(EventFolder.named("drift-check").problems(input.toString())).isEmpty();
    }

    @Test
    void aTargetThatNobodyDeclaredIsRefusedAndNothingLooks() {
        Reply reply = asked("'target': 'suport'");
        assertThat(reply.code()).isEqualTo("UNKNOWN_TARGET");
        assertThat(reply.choices()).containsExactly("support");
        assertThat(desk.looks).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"'heal': 'yes'", "'reason': 'because'", "'target': '*'"})
    void whatIsWrongIsToldAndNothingLooks(String members) {
        assertThat(asked(members).code()).isEqualTo("INVALID_REQUEST");
        assertThat(desk.looks).isEmpty();
    }

    @Test
    void theVerbIsAmongThoseThatMayBeMeant() {
        assertThat(desk.order("drif", "").choices()).contains("drift");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "'dryRun': false", "'dryRun': true"})
    void aRebuildIsAskedOfTheSameFunctionInItsOwnWords(String members) {
        Reply reply = asked("rebuild", members);
        JsonNode input = desk.looks.getFirst();
        assertThat(EventFolder.named("drift-check").problems(input.toString())).isEmpty();
        assertThat(input.path("rebuild").asBoolean()).isTrue();
        assertThat(input.has("dryRun")).isEqualTo(members.contains("true"));
        assertThat(reply.body().path("at").asText()).isEqualTo(desk.now.toString());
    }

    @Test
    void aRebuildIsOfAllTargets() {
        assertThat(asked("rebuild", "'target': 'support'").code()).isEqualTo("INVALID_REQUEST");
        assertThat(desk.looks).isEmpty();
    }

    private Reply asked(String members) {
        return asked("drift", members);
    }

    private Reply asked(String verb, String members) {
        String body = "{'schema': 1, 'verb': '%s'%s}".formatted(verb, members.isEmpty() ? "" : ", " + members);
        return Desk.send(desk.handler(desk.operator()), desk.signed(Desk.ALICE, body.replace('\'', '"')));
    }
}
