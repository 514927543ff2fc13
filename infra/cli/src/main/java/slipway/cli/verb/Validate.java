package slipway.cli.verb;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import slipway.cli.command.Verb;
import slipway.cli.failure.Exit;
import slipway.cli.failure.Failure;
import slipway.cli.screen.Plain;
import slipway.cli.screen.Tone;
import slipway.target.Declaration;
import slipway.target.DeclarationReader;
import slipway.target.Declared;
import slipway.target.Problem;

/** Judges a declaration as the control plane will, without asking it. */
@Command(
        name = "validate",
        header = "Check a target's declaration, offline.",
        description = {
            "",
            "It is read by the code that reads it in the control plane, and every problem is told at once. Whether "
                    + "repository and runtime exist is not looked at: doctor does that."
        },
        footer = "  scripts/slipway.sh validate events/declaration/example.json")
public final class Validate extends Verb {
    @Parameters(paramLabel = "FILE", description = "A file with the declaration's JSON.")
    @SuppressWarnings("NullAway.Init")
    private Path file;

    @Override
    protected Exit run() {
        return switch (DeclarationReader.read(text())) {
            case Declared.Valid valid -> valid(valid.declaration());
            case Declared.Invalid invalid -> invalid(invalid.problems());
        };
    }

    private String text() {
        try {
            return Files.readString(file);
        } catch (MalformedInputException notText) {
            throw new Failure(Exit.WRONG_USAGE, "FILE %s: holds no UTF-8 text; write JSON".formatted(file));
        } catch (IOException unreadable) {
            throw new Failure(Exit.WRONG_USAGE, "FILE %s: cannot be read; write the path of a file".formatted(file));
        }
    }

    private Exit valid(Declaration declaration) {
        if (slipway().json()) {
            slipway().print(document(List.of()));
        } else {
            var effect = declaration
                    .deployment()
                    .map(d -> "rolls out to the endpoint %s of the runtime %s".formatted(d.endpoint(), d.runtime()))
                    .orElse("publishes only");
            screen().line("%s: follows %s, %s"
                    .formatted(
                            screen().paint(Tone.GOOD, "valid"),
                            declaration.repository().name(),
                            effect));
        }
        return Exit.DONE;
    }

    private Exit invalid(List<Problem> problems) {
        if (slipway().json()) {
            slipway().print(document(problems));
        } else {
            problems.forEach(problem -> screen().error(Plain.text(problem.toString())));
            screen().error("%s: %d %s in %s"
                    .formatted(
                            screen().paint(Tone.BAD, "not valid"),
                            problems.size(),
                            problems.size() == 1 ? "problem" : "problems",
                            file));
        }
        return Exit.WRONG_USAGE;
    }

    private static ObjectNode document(List<Problem> problems) {
        var document = JsonNodeFactory.instance.objectNode().put("schema", 1).put("valid", problems.isEmpty());
        var list = document.putArray("problems");
        problems.forEach(problem -> list.addObject()
                .put("field", problem.field())
                .put("value", problem.value())
                .put("remedy", problem.remedy()));
        return document;
    }
}
