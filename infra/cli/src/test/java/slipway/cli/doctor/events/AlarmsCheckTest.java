package slipway.cli.doctor.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import slipway.cli.doctor.check.Finding;
import slipway.cli.plane.Environment;
import software.amazon.awssdk.services.cloudwatch.model.MetricAlarm;

class AlarmsCheckTest {
    private static final Environment PROD = new Environment("prod", "111122223333", "eu-central-1", "slipway", true);

    private static MetricAlarm.Builder alarm(String name) {
        return MetricAlarm.builder().alarmName(name).actionsEnabled(true).alarmActions("topic");
    }

    @Test
    void alarmsThatAreGoneSilencedOrTellNobodyAreFound() {
        var there = List.of(
                alarm("well").build(),
                alarm("silent").actionsEnabled(false).build(),
                alarm("alone").alarmActions(List.of()).build(),
                alarm("somebody-elses").alarmActions(List.of()).build());
        assertThat(AlarmsCheck.judge(List.of("well", "silent", "alone", "gone"), there, PROD))
                .extracting(Finding::what)
                .containsExactly(
                        "The alarm silent is silenced: its actions are switched off.",
                        "The alarm alone tells nobody.",
                        "The alarm gone is gone.");
    }
}
