package slipway.cli.doctor;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import slipway.cli.command.Slipway;
import slipway.cli.doctor.check.Finding;
import slipway.cli.doctor.check.Finding.Severity;
import slipway.cli.doctor.check.Report;
import slipway.cli.plane.Aws;
import slipway.cli.screen.Screen;
import slipway.cli.screen.Tone;

/** Checks as they end: a line each, and what they found below; or a document each, for a program. */
final class Sheet {
    private static final int SCHEMA = 1;
    private static final String GOOD = "✓";
    private static final String BAD = "✗";
    private static final String DOUBTFUL = "!";

    private final Slipway slipway;
    private final Screen screen;

    Sheet(Slipway slipway) {
        this.slipway = slipway;
        this.screen = slipway.screen();
    }

    void begin(Aws.Identity caller) {
        if (!slipway.json()) {
            screen.line("%s, as %s".formatted(slipway.environment(), caller.arn()));
            if (!slipway.environment().reachable()) {
                screen.line(
                        "What targets serve is not looked at: \"operatorEntry\" is \"private\", so nobody can ask.");
            }
        }
    }

    void show(Report report) {
        if (slipway.json()) {
            slipway.print(json(report));
            return;
        }
        screen.line(sign(report) + " " + report.check());
        for (var finding : report.findings()) {
            var tone = finding.severity() == Severity.PROBLEM ? Tone.BAD : Tone.WARNING;
            screen.line("    " + screen.paint(tone, finding.what()));
            screen.line("      " + screen.paint(Tone.FAINT, "→ ") + finding.remedy());
        }
    }

    private String sign(Report report) {
        if (report.findings().isEmpty()) {
            return screen.paint(Tone.GOOD, GOOD);
        }
        return report.hasProblem() ? screen.paint(Tone.BAD, BAD) : screen.paint(Tone.WARNING, DOUBTFUL);
    }

    void end(List<Report> reports) {
        if (slipway.json()) {
            return;
        }
        long found =
                reports.stream().mapToLong(report -> report.findings().size()).sum();
        screen.line(
                found == 0
                        ? "Nothing is wrong."
                        : "%d %s found.".formatted(found, found == 1 ? "thing was" : "things were"));
    }

    private static ObjectNode json(Report report) {
        var document =
                JsonNodeFactory.instance.objectNode().put("schema", SCHEMA).put("check", report.check());
        var findings = document.putArray("findings");
        report.findings().forEach(finding -> findings.add(json(finding)));
        return document;
    }

    private static ObjectNode json(Finding finding) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("severity", finding.severity().word())
                .put("what", finding.what())
                .put("remedy", finding.remedy());
    }
}
