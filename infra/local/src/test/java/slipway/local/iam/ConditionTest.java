package slipway.local.iam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConditionTest {

    @ParameterizedTest(name = "{0} {1} on {2} is {3}")
    @CsvSource(
            delimiter = '|',
            value = {
                "StringEquals | blue | blue | true",
                "StringEquals | blue | Blue | false",
                "StringEquals | b* | blue | false",
                "StringEquals | blue | | false",
                "StringNotEquals | blue | red | true",
                "StringNotEquals | blue | blue | false",
                "StringNotEquals | blue | | true",
                "StringLike | b*e | blue | true",
                "StringLike | bl?e | blue | true",
                "StringLike | bl?e | ble | false",
                "StringNotLike | b* | red | true",
                "StringNotLike | b* | blue | false",
                "StringEqualsIgnoreCase | BLUE | Blue | true",
                "StringNotEqualsIgnoreCase | BLUE | Blue | false",
                "ArnNotLike | arn:aws:events:*:1:rule/* | arn:aws:events:eu-west-1:1:rule/a | false",
                "ArnNotEquals | arn:aws:events:*:1:rule/* | arn:aws:sqs:eu-west-1:1:a | true",
                "ArnNotEquals | arn:aws:events:*:1:rule/* | | true",
                "StringEqualsIfExists | blue | | true",
                "StringEqualsIfExists | blue | red | false",
                "ArnLike | arn:aws:events:*:1:rule/* | arn:aws:events:eu-west-1:1:rule/a:b | true",
                "ArnEquals | arn:aws:events:*:1:rule/n | arn:aws:events:eu-west-1:1:rule/n | true",
                "ArnLike | arn:aws:*:1:rule/n | arn:aws:events:eu-west-1:1:rule/n | false",
                "ArnLike | arn:aws:events:x:${aws:PrincipalAccount}:rule/n | arn:aws:events:x:42:rule/n | true",
                "Bool | TRUE | true | true",
                "Bool | false | true | false",
                "Null | true | | true",
                "Null | true | blue | false",
                "Null | false | blue | true",
                "Null | false | | false",
                "ForAllValues:StringEquals | blue | blue,blue | true",
                "ForAllValues:StringEquals | blue | blue,red | false",
                "ForAllValues:StringEquals | blue | | true",
                "ForAnyValue:StringEquals | blue | red,blue | true",
                "ForAnyValue:StringEquals | blue | red,green | false",
                "ForAnyValue:StringEquals | blue | | false",
                "ForAnyValue:StringNotEquals | blue | | false",
                "ForAllValues:StringLike | b* | blue,black | true",
                "ForAnyValue:StringLike | b* | red,black | true",
                "StringEquals | ${aws:PrincipalAccount} | 42 | true",
                "StringEquals | ${aws:username} | 42 | false",
                "StringEquals | ${*} | * | true",
            })
    void anOperatorDecidesAsAwsDocumentsIt(String operator, String wanted, String given, boolean holds)
            throws JsonProcessingException {
        Context context = new Context(Map.of("aws:PrincipalAccount", "42"));

        assertThat(condition(operator, wanted)
                        .holds(given == null ? context : context.with("AWS:ResourceTag/Colour", given)))
                .isEqualTo(holds);
    }

    @ParameterizedTest
    @ValueSource(strings = {"DateLessThan", "NumericEquals", "IpAddress", "ForAllValues:IpAddress"})
    void anyOtherOperatorIsRefusedByName(String operator) {
        assertThatThrownBy(() -> condition(operator, "x"))
                .hasMessageContaining("'" + operator.substring(operator.indexOf(':') + 1) + "'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"aws:SourceVpce", "s3:prefix"})
    void aKeyThatNoCallHereHasIsRefusedByName(String key) {
        assertThatThrownBy(() -> parse("""
                        {"StringEquals":{"%s":"x"}}""".formatted(key))).hasMessageContaining("'" + key + "'");
        assertThatThrownBy(() -> parse("""
                        {"StringEquals":{"aws:userid":"${%s}"}}""".formatted(key))).hasMessageContaining("'" + key + "'");
    }

    @Test
    void severalWantedValuesAreAlternatives() throws JsonProcessingException {
        Condition condition = parse("""
                {"StringEquals":{"aws:ResourceTag/colour":["red","blue"]}}""");

        assertThat(condition.holds(new Context(Map.of("aws:ResourceTag/colour", "blue"))))
                .isTrue();
        assertThat(condition.holds(new Context(Map.of("aws:ResourceTag/colour", "green"))))
                .isFalse();
    }

    private static Condition condition(String operator, String wanted) throws JsonProcessingException {
        String json = "{\"%s\":{\"aws:ResourceTag/colour\":\"%s\"}}".formatted(operator, wanted);
        return parse(json);
    }

    private static Condition parse(String json) throws JsonProcessingException {
        return Condition.parse(new ObjectMapper().readTree(json)).getFirst();
    }
}
