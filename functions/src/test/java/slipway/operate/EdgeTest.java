package slipway.operate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import slipway.operate.Desk.Reply;
import slipway.target.TargetName;

/** What comes to the two functions from outside. */
class EdgeTest {
    private static final String HOLD = "{\"schema\":1,\"verb\":\"hold\",\"target\":\"support\",\"reason\":\"freeze\"}";

    private final Desk desk = Desk.declared();

    @Test
    void aCallerWhomNobodyVouchesForIsRefused() {
        ObjectNode direct = desk.signed(Desk.ALICE, HOLD);
        direct.remove("requestContext");
        direct.putObject("headers").put("x-amz-caller", Desk.ALICE);
        assertThat(sent(direct).code()).isEqualTo("NO_CALLER");
        assertThat(sent(direct).status()).isEqualTo(403);
        assertThat(Desk.send(new StatusHandler(desk.status()), direct).code()).isEqualTo("NO_CALLER");
        assertThat(desk.state().restraint().hold()).isEmpty();
    }

    @Test
    void nobodySaysInTheBodyWhoTheyAre() {
        Reply reply = desk.order("hold", "'reason': 'freeze', 'by': {'arn': '%s'}".formatted(Desk.BOB));
        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.body().at("/error/field").asText()).isEqualTo("by");
        assertThat(reply.message()).contains("who asks is what AWS verified");
        assertThat(desk.state().restraint().hold()).isEmpty();
    }

    @Test
    void theCallerIsRecordedAndTheSessionShownAsItsOwnWord() {
        Reply reply = desk.order("hold", "'reason': 'freeze'");
        assertThat(reply.body().path("by").toString())
                .isEqualTo("{\"arn\":\"%s\",\"session\":\"alice\"}".formatted(Desk.ALICE));
        assertThat(desk.state().decisions().getFirst().why())
                .isEqualTo("arn:aws:sts::111122223333:assumed-role/Operators, session alice by its own word: freeze");
        assertThat(desk.state().decisions().getFirst().at()).isEqualTo(desk.now);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "''                                                                   | no JSON object",
                "[]                                                                   | no JSON object",
                "{                                                                    | no JSON that can be read",
                "{'schema':1,'schema':1,'verb':'unpin','target':'support'}            | no JSON that can be read",
                "{'schema':2,'verb':'unpin','target':'support'}                       | schema: 2; write 1",
                "{'verb':'unpin','target':'support'}                                  | schema: (missing); write 1",
                "{'schema':1,'verb':'unpin'}                                          | target: (missing); it is needed",
                "{'schema':1,'verb':'unpin','target':7.5}                             | target: 7.5; write a text",
                "{'schema':1,'verb':'unpin','target':'Support'}                       | use 1 to 40 lower-case letters",
                "{'schema':1,'verb':'unpin','target':'support','image':'1.0.0'}       | image: \"1.0.0\"; remove it",
                "{'schema':1,'verb':'pin','target':'support'}                         | image: (missing)",
                "{'schema':1,'verb':'pin','target':'support','image':'a b'}           | image: \"a b\"; tag \"a b\"",
                "{'schema':1,'verb':'pin','target':'support','image':'slipway-live'}  | a tag of Slipway's own",
                "{'schema':1,'verb':'approve','target':'support','rollout':'x'}       | expected TARGET-NUMBER",
                "{'schema':1,'verb':'rollback','target':'support','reason':'r','to':0}| AgentCore counts from 1",
                "{'schema':1,'verb':'veto-lift','target':'support','digest':'abc'}    | at least the first 12",
                "{'schema':1,'verb':'hold','target':'support'}                        | reason: (missing)",
                "{'schema':1,'verb':'hold','target':'support','reason':'  '}          | no line breaks",
                "{'schema':1,'verb':'hold','target':'support','reason':'a\\nb'}       | no line breaks",
            })
    void aRequestThatIsNotAsItShouldBeIsRefusedWithTheRemedy(String body, String remedy) {
        Reply reply = sent(desk.signed(Desk.ALICE, body.replace("''", "").replace('\'', '"')));
        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.code()).isEqualTo("INVALID_REQUEST");
        assertThat(reply.message()).contains(remedy);
        assertThat(reply.body().path("schema").asInt()).isEqualTo(1);
    }

    @Test
    void allProblemsAreToldAtOnce() {
        Reply reply = desk.order("reject", "'rollout': 7, 'extra': true");
        assertThat(reply.message()).contains("rollout", "reason", "extra");
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 501})
    void aReasonHasFiveHundredCharacters(int length) {
        Reply reply = desk.order("hold", "'reason': '%s'".formatted("é".repeat(length)));
        assertThat(reply.status()).isEqualTo(length == 500 ? 200 : 400);
    }

    @Test
    void aBodyHasSixteenKilobytes() {
        String padded = HOLD + " ".repeat(16 * 1024 - HOLD.length());
        assertThat(sent(desk.signed(Desk.ALICE, padded)).status()).isEqualTo(200);
        assertThat(sent(desk.signed(Desk.ALICE, padded + " ")).message()).contains("send at most 16384");
    }

    @Test
    void aBodyMayComeEncoded() {
        ObjectNode event =
                desk.signed(Desk.ALICE, Base64.getEncoder().encodeToString(HOLD.getBytes(StandardCharsets.UTF_8)));
        assertThat(sent(event.put("isBase64Encoded", true)).status()).isEqualTo(200);
    }

    @Test
    void aBodyThatIsNotEncodedAsItSaysIsRefused() {
        Reply reply = sent(desk.signed(Desk.ALICE, HOLD).put("isBase64Encoded", true));
        assertThat(reply.code()).isEqualTo("INVALID_REQUEST");
    }

    @Test
    void anUnknownWordIsAnsweredWithThoseThatAreNear() {
        assertThat(desk.order("aprove", "").choices()).startsWith("approve");
        assertThat(desk.view("'view': 'target-list'").choices()).contains("target", "targets");
    }

    @Test
    void anUnknownTargetIsAnsweredWithThoseThatAreNear() {
        desk.declare(new TargetName("concierge"), Desk.declaration());
        Reply reply = sent(desk.signed(Desk.ALICE, HOLD.replace("support", "suport")));
        assertThat(reply.status()).isEqualTo(404);
        assertThat(reply.code()).isEqualTo("UNKNOWN_TARGET");
        assertThat(reply.body().at("/error/value").asText()).isEqualTo("suport");
        assertThat(reply.choices()).containsExactly("support", "concierge");
    }

    private Reply sent(ObjectNode event) {
        return Desk.send(desk.handler(desk.operator()), event);
    }
}
