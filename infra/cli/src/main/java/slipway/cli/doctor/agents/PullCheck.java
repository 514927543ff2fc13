package slipway.cli.doctor.agents;

import static slipway.cli.doctor.check.Finding.problem;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import slipway.cli.doctor.check.Check;
import slipway.cli.doctor.check.Finding;
import slipway.cli.doctor.grants.Rights;
import slipway.cli.doctor.setup.Setup;
import slipway.image.Repository;

/** Whether each runtime's execution role may pull the images that its targets follow. */
public final class PullCheck implements Check {
    private static final List<String> TOKEN = List.of("ecr:GetAuthorizationToken");
    private static final List<String> PULL = List.of("ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer");

    private final Setup setup;

    public PullCheck(Setup setup) {
        this.setup = setup;
    }

    @Override
    public String name() {
        return "execution roles";
    }

    private record Pull(String role, Repository repository) {}

    @Override
    public List<Finding> look() {
        return setup.declarations().live().stream()
                .flatMap(live -> setup
                        .runtimes()
                        .of(live.deployment())
                        .flatMap(runtime -> runtime.latest().roleArn())
                        .map(role -> new Pull(role, live.repository()))
                        .stream())
                .distinct()
                .flatMap(this::judge)
                .toList();
    }

    private Stream<Finding> judge(Pull pull) {
        var rights = new Rights(setup.clients().iam());
        var arn = "arn:aws:ecr:%s:%s:repository/%s"
                .formatted(
                        pull.repository().region(),
                        pull.repository().account(),
                        pull.repository().name());
        var missing = new ArrayList<>(rights.missing(pull.role(), PULL, arn));
        missing.addAll(rights.missing(pull.role(), TOKEN, "*"));
        return missing.isEmpty()
                ? Stream.empty()
                : Stream.of(problem(
                        "The execution role %s may not pull from %s: it lacks %s."
                                .formatted(pull.role(), pull.repository().name(), String.join(", ", missing)),
                        "Allow %s on %s%s. AgentRepository.pull has the statements."
                                .formatted(String.join(", ", PULL), arn, ", and " + TOKEN.getFirst() + " on *")));
    }
}
