package slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import slipway.cli.failure.Exit;
import slipway.cli.screen.Screen;

class HelpTest {
    private static final List<String> VERBS = List.of(
            "status",
            "history",
            "show",
            "images",
            "validate",
            "pin",
            "unpin",
            "approve",
            "reject",
            "abort",
            "retry",
            "rollback",
            "hold",
            "release",
            "veto",
            "veto list",
            "veto lift",
            "adopt",
            "drift",
            "rebuild",
            "doctor",
            "iam",
            "iam explain",
            "completion");
    private static final String DECLARATION = "events/declaration/example.json";
    private static final Pattern EXAMPLE = Pattern.compile("scripts/slipway\\.sh[^`)\\n]*");
    private static final Pattern WORD = Pattern.compile("'([^']*)'|\"([^\"]*)\"|(\\S+)");
    /** What documents write where a reader has a name of their own. */
    private static final Map<String, String> STAND_INS = Map.ofEntries(
            Map.entry("TARGET", "support"),
            Map.entry("ROLLOUT", "support-8"),
            Map.entry("DIGEST", "0123456789ab"),
            Map.entry("FILE", DECLARATION),
            Map.entry("CALLER", "rollout"),
            Map.entry("ACTION", "ecr:PutImage"),
            Map.entry("RESOURCE", "*"));

    static Stream<String> verbs() {
        return VERBS.stream();
    }

    @Test
    void everyVerbIsThere() {
        assertThat(command().getSubcommands().keySet())
                .containsExactlyElementsOf(
                        VERBS.stream().filter(verb -> !verb.contains(" ")).toList());
    }

    @ParameterizedTest
    @MethodSource("verbs")
    void aVerbSaysWhatItDoesShowsItAndNamesItsExitCodes(String verb) {
        var help = new Person().types((verb + " --help").split(" ", -1));
        assertThat(help.exit()).isZero();
        assertThat(help.out().lines().findFirst().orElseThrow())
                .hasSizeGreaterThan(15)
                .endsWith(".");
        assertThat(help.out()).contains("Usage: scripts/slipway.sh " + verb, "--env", "--json", "--profile");
        assertThat(help.out().substring(help.out().indexOf("Examples:"))).contains("scripts/slipway.sh", verb);
        for (var exit : Exit.values()) {
            assertThat(help.out()).contains("  %d   %s".formatted(exit.code(), exit.meaning()));
        }
    }

    @ParameterizedTest
    @MethodSource("verbs")
    void itsExamplesAreUnderstood(String verb) {
        var help = new Person().types((verb + " --help").split(" ", -1)).out();
        var examples = examples(help.substring(help.indexOf("Examples:")));
        assertThat(examples).isNotEmpty().allSatisfy(HelpTest::isUnderstood);
    }

    @Test
    void theManualShowsEveryVerbWithAnExampleThatIsUnderstood() throws IOException {
        var manual = Files.readString(Person.ROOT.resolve("docs/operating.md"));
        var examples = examples(manual);
        assertThat(examples).allSatisfy(HelpTest::isUnderstood);
        assertThat(VERBS)
                .filteredOn(verb -> !List.of("veto", "iam").contains(verb))
                .allSatisfy(verb -> assertThat(examples)
                        .anySatisfy(example -> assertThat(example).contains(" " + verb)));
    }

    static Stream<Path> documents() throws IOException {
        try (var files = Files.walk(Person.ROOT.resolve("docs"))) {
            return Stream.concat(
                            Stream.of(Person.ROOT.resolve("README.md")),
                            files.filter(Files::isRegularFile).toList().stream())
                    .filter(file -> file.toString().endsWith(".md"));
        }
    }

    @ParameterizedTest
    @MethodSource("documents")
    void whatDocumentsTellPeopleToTypeIsUnderstood(Path document) throws IOException {
        assertThat(examples(Files.readString(document))).allSatisfy(HelpTest::isUnderstood);
    }

    /** The double refuses whatever gets as far as the functions; what lacks something does not get there. */
    @ParameterizedTest
    @MethodSource("documents")
    void whatDocumentsTellPeopleToTypeLacksNothing(Path document) throws IOException {
        try (var aws = new AwsDouble()) {
            aws.answer("targets", "{'schema':1,'targets':[{'name':'support'}]}");
            assertThat(examples(Files.readString(document)))
                    .map(HelpTest::words)
                    .filteredOn(words -> words.length > 0 && !words[0].equals("doctor"))
                    .allSatisfy(words -> {
                        var seen = Person.at(aws).types(words);
                        assertThat(seen.exit()).as(seen.err()).isNotEqualTo(Exit.WRONG_USAGE.code());
                    });
        }
    }

    @Test
    void theRunbookIsFullOfCommands() throws IOException {
        assertThat(examples(Files.readString(Person.ROOT.resolve("docs/runbook.md"))))
                .hasSizeGreaterThan(VERBS.size());
    }

    @Test
    void verbsThatTakeATargetTakeItAsAnOptionToo() {
        assertThat(VERBS)
                .filteredOn(verb -> !List.of("validate", "veto", "rebuild", "iam", "iam explain", "completion")
                        .contains(verb))
                .allSatisfy(verb -> assertThat(command(verb).getCommandSpec().optionsMap())
                        .as(verb)
                        .containsKey("--target"));
    }

    @Test
    void bashReadsTheCompletion() throws IOException, InterruptedException {
        var script = new Person().types("completion", "bash");
        assertThat(script.out()).contains("complete -F", "slipway.sh", "rollback");
        var bash = new ProcessBuilder("bash", "-n").start();
        try (var in = bash.outputWriter()) {
            in.write(script.out());
        }
        assertThat(bash.waitFor()).isZero();
    }

    private static List<String> examples(String text) {
        List<String> examples = new ArrayList<>();
        EXAMPLE.matcher(text).results().forEach(found -> examples.add(found.group()));
        return examples;
    }

    private static void isUnderstood(String example) {
        assertThatCode(() -> command().parseArgs(words(example))).as(example).doesNotThrowAnyException();
    }

    /** What a shell makes of the line, where a reader has written names. */
    private static String[] words(String example) {
        return WORD.matcher(example.replaceFirst("scripts/slipway\\.sh", "").replaceFirst("[|>#].*", ""))
                .results()
                .map(word -> Stream.of(1, 2, 3)
                        .map(word::group)
                        .filter(Objects::nonNull)
                        .findFirst()
                        .orElseThrow())
                .map(word -> STAND_INS.getOrDefault(word, word))
                .map(word ->
                        word.equals(DECLARATION) ? Person.ROOT.resolve(word).toString() : word)
                .toArray(String[]::new);
    }

    private static CommandLine command(String verb) {
        var command = command();
        for (var part : verb.split(" ", -1)) {
            command = Objects.requireNonNull(command.getSubcommands().get(part));
        }
        return command;
    }

    private static CommandLine command() {
        var nowhere = new PrintWriter(Writer.nullWriter());
        return new Person().command(new Screen(nowhere, nowhere, false));
    }
}
