package slipway.cli.doctor.rollouts;

import static slipway.cli.doctor.check.Finding.problem;
import static slipway.cli.doctor.check.Finding.warning;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import slipway.cli.doctor.check.Check;
import slipway.cli.doctor.check.Finding;
import slipway.cli.doctor.setup.Setup;
import slipway.cli.plane.Answer;
import slipway.cli.plane.Shell;
import slipway.cli.screen.Pictures;
import slipway.target.Declared;

/** Whether each target serves what it should, and could go back. */
public final class TargetsCheck implements Check {
    /** What other checks look at more closely. */
    private static final Set<String> ELSEWHERE = Set.of("RUNTIME_MISSING", "LIVE_IMAGE_GONE", "PREVIOUS_IMAGE_GONE");

    private static final Set<String> UNKNOWN = Set.of("ACCESS_DENIED", "COULD_NOT_LOOK");

    private final Setup setup;

    public TargetsCheck(Setup setup) {
        this.setup = setup;
    }

    @Override
    public String name() {
        return "targets";
    }

    @Override
    public List<Finding> look() {
        var views = setup.views().all();
        var findings = new ArrayList<Finding>();
        views.forEach(view -> findings.addAll(judge(view, setup.environment().shell())));
        var known = views.stream().map(view -> view.shown("name")).collect(Collectors.toSet());
        setup.declarations().all().stream()
                .filter(written -> written.declared() instanceof Declared.Valid && !known.contains(written.target()))
                .forEach(written -> findings.add(problem(
                        "The control plane does not know the target %s, though its declaration holds."
                                .formatted(written.target()),
                        "Write the declaration %s again: its event was lost.".formatted(written.parameter()))));
        return findings;
    }

    static List<Finding> judge(Answer view, Shell shell) {
        var findings = new ArrayList<Finding>();
        var target = view.shown("name");
        view.list("problems").stream()
                .filter(trouble -> !ELSEWHERE.contains(trouble.shown("code")))
                .forEach(trouble -> findings.add(finding(target, trouble, shell)));
        if (view.shown("state").equals("stuck")) {
            findings.add(problem(
                    "The rollout %s of %s is stuck."
                            .formatted(view.part("active").shown("id"), target),
                    "It says what it lacks: "
                            + shell.slipway("show " + view.part("active").shown("id"))));
        }
        lag(view, shell).ifPresent(findings::add);
        return findings;
    }

    private static Finding finding(String target, Answer trouble, Shell shell) {
        var what = "%s: %s".formatted(target, trouble.shown("message"));
        return UNKNOWN.contains(trouble.shown("code"))
                ? warning(what, "The status function could not look: give its role what it lacks.")
                : problem(what, "See: " + shell.slipway("status " + target));
    }

    /** A hold, a veto or a rollout under way is a reason; without one it should serve what it desires. */
    private static Optional<Finding> lag(Answer view, Shell shell) {
        var target = view.shown("name");
        var desired = view.part("desired").text("image");
        var live = view.part("live").text("image");
        return desired.filter(image -> view.shown("state").equals("idle"))
                .filter(image ->
                        !digest(image).equals(live.map(TargetsCheck::digest).orElse("")))
                .map(image -> warning(
                        "%s should serve %s, and serves %s, with no rollout under way."
                                .formatted(
                                        target,
                                        Pictures.full(image),
                                        live.map(Pictures::full).orElse("nothing")),
                        shell.slipway("retry " + target)));
    }

    private static String digest(String image) {
        return image.substring(image.indexOf('@') + 1);
    }
}
