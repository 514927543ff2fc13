package slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class OrdersTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String TARGETS = """
            {'schema': 1, 'targets': [{'name': 'support'}, {'name': 'concierge'}]}""";
    private static final String WAITING = """
            {'schema': 1, 'target': {'name': 'support', 'active': {'id': 'support-8', 'approval': {}}}}""";

    private final AwsDouble aws = new AwsDouble();

    @AfterEach
    void stop() {
        aws.close();
    }

    static Stream<Arguments> orders() {
        return Stream.of(
                arguments("pin --target support 1.4.2", "{'verb':'pin','target':'support','image':'1.4.2'}"),
                arguments("unpin support", "{'verb':'unpin','target':'support'}"),
                arguments("unpin --target support", "{'verb':'unpin','target':'support'}"),
                arguments("approve support-8", "{'verb':'approve','target':'support','rollout':'support-8'}"),
                arguments("approve --target support", "{'verb':'approve','target':'support','rollout':'support-8'}"),
                arguments(
                        "reject --target support --reason no",
                        "{'verb':'reject','target':'support','rollout':'support-8','reason':'no'}"),
                arguments("abort support --reason no", "{'verb':'abort','target':'support','reason':'no'}"),
                arguments("retry support --reason so", "{'verb':'retry','target':'support','reason':'so'}"),
                arguments("rollback support --reason no", "{'verb':'rollback','target':'support','reason':'no'}"),
                arguments(
                        "rollback support --to 5 --reason no",
                        "{'verb':'rollback','target':'support','reason':'no','to':'5'}"),
                arguments("hold support --reason no", "{'verb':'hold','target':'support','reason':'no'}"),
                arguments("release support", "{'verb':'release','target':'support'}"),
                arguments(
                        "veto lift --target support 0123456789ab",
                        "{'verb':'veto-lift','target':'support','digest':'0123456789ab'}"),
                arguments("adopt support", "{'verb':'adopt','target':'support'}"));
    }

    @ParameterizedTest
    @MethodSource("orders")
    void anOrderIsToldGivenSignedAndConcluded(String typed, String order) throws JsonProcessingException {
        var expected = JSON.readTree(order.replace('\'', '"').replaceFirst("\\{", "{\"schema\":1,"));
        var verb = expected.path("verb").asText();
        aws.answer("target", WAITING);
        aws.answer(verb, """
                {'schema':1,'verb':'%s','target':'support','changed':true,'did':'It was changed.','rollout':'support-9',
                 'by':{'arn':'arn:aws:sts::111122223333:assumed-role/dev/alice','session':'alice'}}""".formatted(verb));

        var seen = Person.at(aws).types(typed.split(" ", -1));

        assertThat(seen.err()).isEmpty();
        assertThat(seen.exit()).isZero();
        assertThat(seen.out())
                .startsWith("support in local (111122223333, eu-central-1): ")
                .contains("done: It was changed.", "by alice (arn:aws:sts::111122223333:assumed-role/dev/alice)");
        var sent = aws.received().getLast();
        assertThat(sent.body()).isEqualTo(expected);
        assertThat(sent.function()).isEqualTo("operator-url");
        assertThat(sent.authorization())
                .startsWith("AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/")
                .contains("/eu-central-1/lambda/aws4_request", "SignedHeaders=", "x-amz-security-token")
                .matches(".*Signature=[0-9a-f]{64}$");
        assertThat(sent.token()).isEqualTo("token-7");
    }

    @Test
    void whatChangedNothingSaysSo() {
        aws.answer("unpin", "{'schema':1,'verb':'unpin','target':'support','changed':false,'did':'There is no pin.'}");
        assertThat(Person.at(aws).types("unpin", "support").out()).contains("no change: There is no pin.");
    }

    @Test
    void aProgramReadsTheAnswerAlone() throws JsonProcessingException {
        aws.answer("unpin", "{'schema':1,'verb':'unpin','target':'support','changed':false,'did':'Nö.\\u009b'}");
        var seen = Person.at(aws).types("unpin", "support", "--json");
        assertThat(seen.out().lines()).hasSize(1);
        assertThat(JSON.readTree(seen.out()).path("did").asText()).isEqualTo("Nö.\u009b");
        assertThat(seen.out().strip()).isPrintable();
    }

    @Test
    void everyTargetIsHeldAndThoseThatRefuseAreNamed() {
        aws.answer("targets", TARGETS);
        aws.reply("hold", 409, "", """
                {'schema':1,'error':{'code':'PUBLISH_ONLY','message':'support only publishes.'}}""");
        aws.answer("hold", "{'schema':1,'verb':'hold','target':'concierge','changed':true,'did':'Held.'}");
        var seen = Person.at(aws).types("hold", "--all", "--reason", "fair");
        assertThat(aws.bodies())
                .extracting(body -> body.path("target").asText())
                .endsWith("support", "concierge");
        assertThat(seen.out()).contains("done: Held.");
        assertThat(seen.err()).contains("support: support only publishes.", "Not done for: support");
        assertThat(seen.exit()).isEqualTo(1);
    }

    @Test
    void everyHoldIsLifted() {
        aws.answer("targets", TARGETS);
        aws.answer("release", "{'schema':1,'verb':'release','target':'x','changed':true,'did':'Released.'}");
        assertThat(Person.at(aws).types("release", "--all").exit()).isZero();
        assertThat(aws.bodies()).extracting(body -> body.path("verb").asText()).endsWith("release", "release");
    }

    @Test
    void nothingUnderWayIsNothingToAnswer() {
        aws.answer("target", "{'schema':1,'target':{'name':'support'}}");
        var seen = Person.at(aws).types("approve", "--target", "support");
        assertThat(seen.exit()).isEqualTo(1);
        assertThat(seen.err()).contains("No rollout is under way on support");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "unpin",
                "history",
                "show",
                "images",
                "veto list",
                "rollback --reason x",
                "pin 1.4.2",
                "approve",
                "veto lift 0123456789ab"
            })
    void withoutATargetThoseThatThereAreAreNamed(String typed) {
        aws.answer("targets", TARGETS);
        var seen = Person.at(aws).types(typed.split(" ", -1));
        assertThat(seen.exit()).isEqualTo(2);
        assertThat(seen.err()).contains("--target TARGET", "support, concierge");
    }

    static Stream<Arguments> mistakes() {
        return Stream.of(
                arguments("rollback support", "--reason"),
                arguments("abort support", "--reason"),
                arguments("hold support", "--reason"),
                arguments("reject support-8", "--reason"),
                arguments("hold support --reason " + "x".repeat(501), "write a reason of 1 to 500"),
                arguments("unpin Support", "lower-case letters"),
                arguments("show support", "as in support-7"),
                arguments("show support-8 --target concierge", "is no rollout of concierge"),
                arguments("history support --limit 51", "write a number from 1 to 50"),
                arguments("status --every soon", "as in 90s, 30m, 2h or 1d"),
                arguments("veto lift --target support beef", "12 hexadecimal digits"),
                arguments("rollback support --reason x --to five", "--to"),
                arguments("unpin support --target concierge", "Name one"),
                arguments("approve support-8 --target concierge", "is no rollout of concierge"),
                arguments("hold support --all --reason x", "Write one of the two"),
                arguments("release --all --wait", "not with --all"),
                arguments("hold --all --reason x --wait", "not with --all"),
                arguments("completion fish", "BASH, ZSH"),
                arguments("rolback support", "rollback"),
                arguments("veto", "veto list, or veto lift?"),
                arguments("status --env prod", "write one of: local"),
                arguments("", "Which verb?"));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void aMistakeIsExplainedAndSendsNothing(String typed, String remedy) {
        var seen = Person.at(aws).types(typed.isEmpty() ? new String[0] : typed.split(" ", -1));
        assertThat(seen.exit()).isEqualTo(2);
        assertThat(seen.err()).contains(remedy).doesNotContain("Exception");
        assertThat(aws.received()).isEmpty();
    }
}
