package slipway.infra.rule;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import slipway.infra.naming.DefaultBusRule;
import slipway.infra.naming.Names;
import software.amazon.event.ruler.JsonRuleCompiler;
import software.amazon.event.ruler.Ruler;

class EventPatternsTest {
    private static final Names NAMES = new Names("slipway", "local", "111122223333", "eu-central-1");

    @ParameterizedTest
    @EnumSource(DefaultBusRule.class)
    void aPatternIsOneThatEventBridgeTakes(DefaultBusRule rule) throws Exception {
        assertThat(JsonRuleCompiler.check(pattern(rule))).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "PUSH, SUCCESS, 1.0.0, true",
        "PUSH, SUCCESS, slipway, true",
        "PUSH, SUCCESS, '', false",
        "PUSH, SUCCESS, slipway-live-support, false",
        "PUSH, FAILURE, 1.0.0, false",
        "DELETE, SUCCESS, 1.0.0, false",
    })
    void aPushCountsOnceItSucceededUnderATagOfItsOwner(String action, String result, String tag, boolean counts)
            throws Exception {
        var detail = "{\"action-type\":\"%s\",\"result\":\"%s\",\"image-tag\":\"%s\"}".formatted(action, result, tag);
        assertThat(matches(DefaultBusRule.IMAGE_PUSHED, "aws.ecr", "ECR Image Action", detail))
                .isEqualTo(counts);
    }

    @Test
    void anUntaggedManifestCountsForNothing() throws Exception {
        var detail = "{\"action-type\":\"PUSH\",\"result\":\"SUCCESS\"}";
        assertThat(matches(DefaultBusRule.IMAGE_PUSHED, "aws.ecr", "ECR Image Action", detail))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "/slipway/local/images/support/desired-image, Update, true",
        "/slipway/local/images/support/desired-image, Delete, false",
        "/slipway/local/images/support/live-image, Update, false",
        "/slipway/prod/images/support/desired-image, Update, false",
    })
    void aDesiredImageCountsWhenItIsWritten(String name, String operation, boolean counts) throws Exception {
        var detail = "{\"name\":\"%s\",\"operation\":\"%s\"}".formatted(name, operation);
        assertThat(matches(DefaultBusRule.DESIRED_IMAGE_CHANGED, "aws.ssm", "Parameter Store Change", detail))
                .isEqualTo(counts);
    }

    @ParameterizedTest
    @CsvSource({
        "CloudWatch Alarm State Change, ALARM, true",
        "CloudWatch Alarm State Change, OK, false",
        "CloudWatch Alarm State Change, INSUFFICIENT_DATA, false",
        "CloudWatch Alarm Contributor State Change, ALARM, false",
    })
    void anAlarmCountsWhenItBeginsToRing(String type, String state, boolean counts) throws Exception {
        var detail = "{\"alarmName\":\"support-errors\",\"state\":{\"value\":\"%s\"}}".formatted(state);
        assertThat(matches(DefaultBusRule.ALARM_STATE_CHANGED, "aws.cloudwatch", type, detail))
                .isEqualTo(counts);
    }

    @ParameterizedTest
    @CsvSource({
        "CloudFormation Stack Status Change, UPDATE_COMPLETE, true",
        "CloudFormation Stack Status Change, UPDATE_ROLLBACK_COMPLETE, true",
        "CloudFormation Stack Status Change, CREATE_COMPLETE, true",
        "CloudFormation Stack Status Change, UPDATE_IN_PROGRESS, false",
        "CloudFormation Stack Status Change, DELETE_COMPLETE, false",
        "CloudFormation Resource Status Change, UPDATE_COMPLETE, false",
    })
    void aStackCountsWhenItHasComeToAnEnd(String type, String status, boolean counts) throws Exception {
        var detail = "{\"stack-id\":\"arn\",\"status-details\":{\"status\":\"%s\"}}".formatted(status);
        assertThat(matches(DefaultBusRule.STACK_UPDATED, "aws.cloudformation", type, detail))
                .isEqualTo(counts);
    }

    private static boolean matches(DefaultBusRule rule, String source, String type, String detail) throws Exception {
        var event = "{\"source\":\"%s\",\"detail-type\":\"%s\",\"detail\":%s}".formatted(source, type, detail);
        return Ruler.matchesRule(event, pattern(rule));
    }

    private static String pattern(DefaultBusRule rule) throws Exception {
        return new ObjectMapper().writeValueAsString(EventPatterns.of(rule.suffix(), NAMES));
    }
}
