package slipway.infra.alarm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import slipway.infra.Synthesis;
import slipway.infra.environment.ImageTags;
import slipway.infra.naming.Names;
import slipway.infra.repository.AgentRepository;
import slipway.infra.repository.AgentRepositoryProps;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Environment;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.assertions.Template;

class RunbookTest {
    private static final String PAGE = "docs/runbook.md";
    private static final List<String> PARTS = List.of("Means", "Look at", "Do", "Wake");

    private static final Pattern ENTRY = Pattern.compile("(?m)^## (.+)$");
    private static final Pattern PART = Pattern.compile("(?m)^\\*\\*([^*]+)\\.\\*\\*");

    @Test
    void everyAlarmHasAnEntryAndEveryEntryAnAlarm() {
        assertThat(alarms().values().stream().map(RunbookTest::anchor).distinct())
                .containsExactlyInAnyOrderElementsOf(entries().keySet());
    }

    @Test
    void everyEntryHasFourPartsThatSaySomething() {
        entries().forEach((name, text) -> {
            var parts = parts(text);
            assertThat(parts.keySet()).as(name).containsExactlyInAnyOrderElementsOf(PARTS);
            assertThat(parts.values())
                    .as(name)
                    .allSatisfy(part -> assertThat(part).hasSizeGreaterThan(5));
        });
    }

    @Test
    void whoIsWokenFitsTheSeverity() {
        alarms().forEach((name, description) -> {
            var wake = parts(entries().getOrDefault(anchor(description), "")).getOrDefault("Wake", "");
            assertThat(wake).as(name).startsWith(description.startsWith("WAKE: ") ? "Now: " : "Nobody");
        });
    }

    /** SQS moves back what came from a queue, and refuses to where a rule or a function put it. */
    @Test
    void onlyWhatCameFromAQueueIsMovedBackIntoIt() {
        var movedBack = entries().entrySet().stream()
                .filter(entry -> entry.getValue().contains("start-message-move-task"))
                .map(entry -> entry.getKey())
                .toList();
        assertThat(movedBack).containsExactlyInAnyOrderElementsOf(deadLettersOfQueues());
    }

    /** As the entries name them. */
    private static List<String> deadLettersOfQueues() {
        var queues = Synthesis.resources("AWS::SQS::Queue");
        var ids = queues.stream()
                .map(queue -> queue.properties()
                        .at("/RedrivePolicy/deadLetterTargetArn/Fn::GetAtt/0")
                        .asText())
                .toList();
        return queues.stream()
                .filter(queue -> ids.contains(queue.id()))
                .map(queue -> queue.properties().path("QueueName").asText().replaceFirst("^slipway-local-", ""))
                .toList();
    }

    /** Descriptions by name. */
    private static Map<String, String> alarms() {
        var alarms = new TreeMap<String, String>();
        alarms.put("of another account", forwarding());
        for (var alarm : Synthesis.alarms()) {
            alarms.put(
                    alarm.properties().path("AlarmName").asText(),
                    alarm.properties().path("AlarmDescription").asText());
        }
        return alarms;
    }

    /** Of a repository that a control plane of another account follows; no environment here has one. */
    private static String forwarding() {
        var registry = new Stack(
                new App(),
                "Registry",
                StackProps.builder()
                        .env(Environment.builder()
                                .account("444455556666")
                                .region("eu-central-1")
                                .build())
                        .build());
        var props = new AgentRepositoryProps(
                "agents/support",
                new ImageTags(false, List.of()),
                RemovalPolicy.RETAIN,
                5,
                3,
                List.of(new Names("slipway", "prod", "111122223333", "eu-central-1")),
                Optional.empty());
        new AgentRepository(registry, "Support", props);
        return new ObjectMapper()
                .valueToTree(Template.fromStack(registry).findResources("AWS::CloudWatch::Alarm"))
                .findValue("AlarmDescription")
                .asText();
    }

    private static String anchor(String description) {
        return description.substring(description.lastIndexOf(' ') + 1).replace(PAGE + "#", "");
    }

    private static Map<String, String> entries() {
        return sections(ENTRY, page());
    }

    private static Map<String, String> parts(String entry) {
        return sections(PART, entry);
    }

    /** What follows each heading, up to the next one. */
    private static Map<String, String> sections(Pattern heading, String text) {
        var sections = new TreeMap<String, String>();
        var starts = heading.matcher(text).results().toList();
        for (var i = 0; i < starts.size(); i++) {
            var end = i + 1 < starts.size() ? starts.get(i + 1).start() : text.length();
            sections.put(
                    starts.get(i).group(1),
                    text.substring(starts.get(i).end(), end).strip());
        }
        return sections;
    }

    private static String page() {
        try {
            return Files.readString(Synthesis.ROOT.resolve(PAGE));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
