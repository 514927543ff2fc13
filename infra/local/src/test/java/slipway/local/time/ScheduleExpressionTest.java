package slipway.local.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScheduleExpressionTest {
    private static final Instant SATURDAY = Instant.parse("2026-11-21T17:00:01Z");

    @ParameterizedTest
    @CsvSource({
        "cron(15 12 * * ? *), 2026-11-22T12:15:00Z",
        "cron(0/15 * * * ? *), 2026-11-21T17:15:00Z",
        "cron(0 18 ? * MON-FRI *), 2026-11-23T18:00:00Z",
        "cron(0 9 ? * 2#1 *), 2026-12-07T09:00:00Z",
        "cron(0 9 ? * 1 *), 2026-11-22T09:00:00Z",
        "cron(0 0 L * ? *), 2026-11-30T00:00:00Z",
        "cron(0 9 3W * ? *), 2026-12-03T09:00:00Z",
        "rate(15 minutes), 2026-11-21T17:15:00Z",
        "rate(1 hour), 2026-11-21T18:00:00Z",
        "rate(2 days), 2026-11-22T16:00:00Z",
        "at(2026-11-21T18:30:00), 2026-11-21T18:30:00Z"
    })
    void isNextDueAsAwsWouldHaveIt(String expression, Instant due) {
        Instant began = Instant.parse("2026-11-20T16:00:00Z");
        assertThat(ScheduleExpression.parse(expression, ZoneId.of("UTC"), began).next(SATURDAY))
                .contains(due);
    }

    @Test
    void theZoneDecidesWhatTheHourIs() {
        ZoneId berlin = ZoneId.of("Europe/Berlin");
        assertThat(ScheduleExpression.parse("cron(0 9 * * ? *)", berlin, SATURDAY)
                        .next(SATURDAY))
                .contains(Instant.parse("2026-11-22T08:00:00Z"));
        assertThat(ScheduleExpression.parse("at(2026-11-21T18:30:00)", berlin, SATURDAY)
                        .next(SATURDAY))
                .contains(Instant.parse("2026-11-21T17:30:00Z"));
    }

    @Test
    void whatIsOverIsNeverDueAgain() {
        assertThat(ScheduleExpression.parse("at(2026-11-21T17:00:00)", ZoneId.of("UTC"), SATURDAY)
                        .next(SATURDAY))
                .isEmpty();
        assertThat(ScheduleExpression.parse("cron(0 9 * * ? 2025)", ZoneId.of("UTC"), SATURDAY)
                        .next(SATURDAY))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "every day",
                "rate(0 minutes)",
                "rate(5 seconds)",
                "cron(* * * * * *)",
                "cron(99 9 ? * 1 *)",
                "cron(0 9 * * ?)",
                "at(tomorrow)"
            })
    void nonsenseIsRefusedByName(String expression) {
        assertThatThrownBy(() -> ScheduleExpression.parse(expression, ZoneId.of("UTC"), SATURDAY))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(expression);
    }
}
