package slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import slipway.cli.Ward.Found;

/** What was wrong before it was deployed. */
class UndeployedDoctorIT {
    private static final String PLANE = "SlipwayControlPlane";

    @TempDir
    static Path folder;

    private static Blueprint blueprint() {
        return Blueprint.into(folder)
                .change(
                        PLANE,
                        "AWS::Lambda::Function",
                        "FunctionName",
                        "slipway-local-status",
                        function -> function.putArray("Architectures").add("x86_64"))
                .changeAll(PLANE, "AWS::Lambda::EventSourceMapping", mapping -> mapping.put("Enabled", false))
                .change(
                        PLANE,
                        "AWS::Events::Rule",
                        "Name",
                        "slipway-local-target-declared",
                        rule -> ((ObjectNode) rule.at("/Targets/0")).remove("DeadLetterConfig"))
                .change(
                        PLANE,
                        "AWS::Events::Rule",
                        "Name",
                        "slipway-local-alarm-state-changed",
                        rule -> rule.putArray("Targets"))
                .change(
                        PLANE,
                        "AWS::CloudWatch::Alarm",
                        "AlarmName",
                        "slipway-local-rollout-rejected",
                        alarm -> alarm.put("ActionsEnabled", false))
                .change(
                        PLANE,
                        "AWS::CloudWatch::Alarm",
                        "AlarmName",
                        "slipway-local-rollout-stuck",
                        alarm -> alarm.putArray("AlarmActions"));
    }

    @Test
    void halfADeploymentIsFoundAndThenWhatIsWrongWithTheWholeOfIt() {
        try (var ward = new Ward(blueprint())) {
            ward.cloud.deploy("slipway-local-foundation");
            assertThat(ward.look().found())
                    .extracting(Found::check, Found::severity)
                    .contains(tuple("stacks", "problem"), tuple("status function", "warning"));
            assertThat(ward.look().found()).anySatisfy(found -> {
                assertThat(found.what()).startsWith("There is no stack slipway-local-control-plane in local");
                assertThat(found.remedy()).startsWith("Deploy it: scripts/deploy.sh --env local");
            });

            ward.cloud.deploy("slipway-local-control-plane");
            var diagnosis = ward.look();
            assertThat(diagnosis.exit()).isEqualTo(1);
            assertThat(diagnosis.found())
                    .extracting(Found::check, Found::severity, UndeployedDoctorIT::start)
                    .containsExactlyInAnyOrder(
                            tuple(
                                    "functions",
                                    "problem",
                                    "The function slipway-local-status runs on [x86_64], not on arm64."),
                            tuple("queue of pushes", "problem", "The event source mapping of"),
                            tuple("rules", "warning", "The rule slipway-local-target-declared keeps nothing of what"),
                            tuple(
                                    "rules",
                                    "problem",
                                    "The rule slipway-local-alarm-state-changed has no target: its events are lost."),
                            tuple(
                                    "alarms",
                                    "warning",
                                    "The alarm slipway-local-rollout-rejected is silenced: its actions are switched off."),
                            tuple("alarms", "warning", "The alarm slipway-local-rollout-stuck tells nobody."),
                            tuple("alarms", "warning", "Nobody is subscribed to"));
        }
    }

    /** As much of a sentence as does not depend on ids. */
    private static String start(Found found) {
        var sentence = found.what();
        var arn = sentence.indexOf(" arn:");
        return arn < 0 ? sentence : sentence.substring(0, arn);
    }
}
