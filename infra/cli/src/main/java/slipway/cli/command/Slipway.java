package slipway.cli.command;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;
import slipway.cli.failure.Exit;
import slipway.cli.failure.Failure;
import slipway.cli.plane.Aws;
import slipway.cli.plane.ControlPlane;
import slipway.cli.plane.Environment;
import slipway.cli.plane.EnvironmentsFile;
import slipway.cli.plane.Shell;
import slipway.cli.screen.Screen;

/** The command itself: what all verbs have in common. */
@Command(
        name = Slipway.NAME,
        header = "See and steer what rolls out to your AgentCore runtimes.",
        description = {
            "",
            "A target is one runtime and one endpoint of it that follows an ECR repository. Slipway rolls out each new "
                    + "image by itself; this command shows how far it is, and says what you want instead. It works "
                    + "against AWS, and against the local cloud where AWS_ENDPOINT_URL names it."
        },
        synopsisHeading = "%nUsage: ",
        synopsisSubcommandLabel = "VERB",
        sortOptions = false,
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT,
        version = "Slipway 0.1.0",
        commandListHeading = "%nVerbs:%n",
        optionListHeading = "%nOptions:%n",
        parameterListHeading = "%n",
        footerHeading = "%nExamples:%n",
        footer = {
            "  scripts/slipway.sh --env prod status",
            "  scripts/slipway.sh --env prod show support-8",
            "  scripts/slipway.sh --env prod rollback --target support --reason 'wrong answers' --wait"
        },
        exitCodeListHeading = "%nExit codes:%n")
public final class Slipway implements Callable<Integer> {
    /** What people type. */
    public static final String NAME = Shell.SLIPWAY;

    private static final String LOCAL = "local";
    /** Escaped, so that JSON too can be looked at in a terminal. */
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
            .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)
            .build();

    private final Surroundings surroundings;

    @Option(
            names = "--env",
            paramLabel = "NAME",
            scope = ScopeType.INHERIT,
            description =
                    "The environment, as in infra/environments.json. Without it SLIPWAY_ENVIRONMENT; without that "
                            + "local, if AWS_ENDPOINT_URL is set.")
    private @Nullable String env;

    @Option(
            names = "--profile",
            paramLabel = "NAME",
            scope = ScopeType.INHERIT,
            description = "The AWS profile to use. Without it the AWS SDK's usual places.")
    private @Nullable String profile;

    @Option(names = "--json", scope = ScopeType.INHERIT, description = "Print what was answered as JSON, a line each.")
    private boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    private @Nullable Aws aws;
    private @Nullable ControlPlane plane;

    public Slipway(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        throw new ParameterException(spec.commandLine(), "Which verb?");
    }

    public Surroundings surroundings() {
        return surroundings;
    }

    public Screen screen() {
        return surroundings.screen();
    }

    /** Whether a program reads the answer. */
    public boolean json() {
        return json;
    }

    /** Prints one document. */
    public void print(JsonNode document) {
        try {
            screen().line(JSON.writeValueAsString(document));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The environment that was named. */
    public Environment environment() {
        var file = EnvironmentsFile.read(surroundings.root().resolve("infra/environments.json"));
        return file.get(named().orElseThrow(() -> new Failure(
                Exit.WRONG_USAGE,
                "Which environment? Write --env NAME, or set SLIPWAY_ENVIRONMENT. There are: "
                        + String.join(", ", file.names()))));
    }

    private Optional<String> named() {
        return Optional.ofNullable(env)
                .or(() -> surroundings.variable("SLIPWAY_ENVIRONMENT"))
                .or(() -> surroundings.endpoint().map(uri -> LOCAL));
    }

    /** AWS in the environment's account and Region, with the caller's credentials. */
    public Aws aws() {
        if (aws == null) {
            var credentials = surroundings.credentials().apply(Optional.ofNullable(profile));
            aws = new Aws(environment(), surroundings.endpoint(), credentials);
        }
        return aws;
    }

    /** The functions that answer. */
    public ControlPlane plane() {
        if (plane == null) {
            plane = new ControlPlane(aws());
        }
        return plane;
    }
}
