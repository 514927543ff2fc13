package slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever texts the functions answer with, wherever they come from: none of them steers a terminal or forges a line. */
class TerminalTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String[] HOSTILE = {"\u001b", "\u0007", "\u009b", "\u202e", "\u2028", "\b"};
    private static final String TAIL = "\u001b[2J\u001b]0;owned\u0007\u009b1A\u202e\u2028\b\nforged line";
    private static final String TIME = "20[0-9]{2}-.*Z";

    private final AwsDouble aws = new AwsDouble();

    @AfterEach
    void stop() {
        aws.close();
    }

    static Stream<Arguments> views() {
        String rollouts = "{'schema':1,'rollouts':[{'id':'support-8','image':'i','cause':'push','outcome':'RolledBack',"
                + "'reason':'ALARM','startedAt':'2026-11-21T11:00:00Z','fromVersion':'6','toVersion':'7'}]}";
        String images =
                "{'schema':1,'images':[{'tag':'1','digest':'sha256:0','verdict':'picked','why':'w'}],'desired':'d'}";
        String target = "{'schema':1,'target':%s}".formatted(ViewsTest.ROLLING);
        Stream<Arguments> answers = Stream.of(
                Arguments.of("status", "targets", "{'schema':1,'targets':[%s]}".formatted(ViewsTest.ROLLING)),
                Arguments.of("status support", "target", target),
                Arguments.of("history support", "rollouts", rollouts),
                Arguments.of("images support", "images", images),
                Arguments.of("veto list support", "target", target),
                Arguments.of("hold support --reason fair", "hold", "{'schema':1,'changed':true,'did':'It is held.'}"));
        return Stream.concat(
                answers,
                Samples.records().map(name -> Arguments.of("show support-7", "rollout", Samples.record(name))));
    }

    @ParameterizedTest
    @MethodSource("views")
    void noTextOfAnAnswerSteersIt(String typed, String view, String answer) throws JsonProcessingException {
        aws.answer(view, hostile(JSON.readTree(answer.replace('\'', '"'))).toString());

        Person.Seen seen = Person.at(aws).types(typed.split(" ", -1));

        assertThat(seen.out() + seen.err()).doesNotContain(HOSTILE).contains("\\u001b");
        assertThat((seen.out() + seen.err()).lines()).noneMatch(line -> line.startsWith("forged"));
    }

    @Test
    void noRefusalDoes() {
        aws.reply(
                "targets",
                403,
                "",
                JsonNodeFactory.instance
                        .objectNode()
                        .put("Message", TAIL)
                        .set(
                                "error",
                                JsonNodeFactory.instance
                                        .objectNode()
                                        .put("code", TAIL)
                                        .put("message", TAIL))
                        .toString());
        Person.Seen seen = Person.at(aws).types("status");
        assertThat(seen.out() + seen.err()).doesNotContain(HOSTILE);
        assertThat(seen.err().lines()).noneMatch(line -> line.startsWith("forged"));
    }

    /** Times stay times: what is none ends the command before it prints. */
    private static JsonNode hostile(JsonNode node) {
        switch (node) {
            case ObjectNode object ->
                object.properties().forEach(member -> member.setValue(hostile(member.getValue())));
            case ArrayNode array -> {
                for (int i = 0; i < array.size(); i++) {
                    array.set(i, hostile(array.get(i)));
                }
            }
            default -> {
                return node.isTextual() && !node.textValue().matches(TIME)
                        ? JsonNodeFactory.instance.textNode(node.textValue() + TAIL)
                        : node;
            }
        }
        return node;
    }
}
