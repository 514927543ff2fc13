package slipway.cli.doctor.agents;

import static slipway.cli.doctor.check.Finding.problem;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import slipway.cli.doctor.check.Check;
import slipway.cli.doctor.check.Finding;
import slipway.cli.doctor.setup.Declarations.Live;
import slipway.cli.doctor.setup.Declarations.Written;
import slipway.cli.doctor.setup.Setup;
import slipway.target.Declared;

/** Whether every declaration can be used, and its images can be run here. */
public final class DeclarationsCheck implements Check {
    private final Setup setup;

    public DeclarationsCheck(Setup setup) {
        this.setup = setup;
    }

    @Override
    public String name() {
        return "declarations";
    }

    @Override
    public List<Finding> look() {
        return Stream.of(
                        setup.declarations().missing().stream().map(DeclarationsCheck::undeclared),
                        setup.declarations().all().stream().flatMap(DeclarationsCheck::judge),
                        setup.declarations().live().stream().flatMap(this::judge))
                .flatMap(Function.identity())
                .toList();
    }

    private static Finding undeclared(String parameter) {
        return problem(
                "There is no declaration %s.".formatted(parameter),
                "Correct the target's name, or write it: the README says what it holds.");
    }

    private static Stream<Finding> judge(Written written) {
        return switch (written.declared()) {
            case Declared.Valid _ -> Stream.empty();
            case Declared.Invalid(var problems) ->
                problems.stream()
                        .map(found -> problem(
                                "The declaration %s cannot be used: %s: %s."
                                        .formatted(
                                                written.parameter(),
                                                found.field().isEmpty() ? "/" : found.field(),
                                                found.value()),
                                "In the declaration, %s. The one from before still holds.".formatted(found.remedy())));
        };
    }

    /** AgentCore runs images of its own Region only. */
    private Stream<Finding> judge(Live live) {
        var region = setup.environment().region();
        return live.repository().region().equals(region)
                ? Stream.empty()
                : Stream.of(problem(
                        "%s follows %s, and AgentCore in %s runs images of its own Region only."
                                .formatted(live.target(), live.repository(), region),
                        "Let ECR replicate the repository to %s, and declare that copy.".formatted(region)));
    }
}
