package slipway.cli.doctor.agents;

import static slipway.cli.doctor.check.Finding.problem;

import java.util.List;
import java.util.Optional;
import slipway.agentruntime.Endpoint;
import slipway.cli.doctor.check.Check;
import slipway.cli.doctor.check.Finding;
import slipway.cli.doctor.setup.Declarations.Live;
import slipway.cli.doctor.setup.Runtimes.AgentRuntime;
import slipway.cli.doctor.setup.Setup;

/**
 * Whether the versions that live endpoints serve ask for version 2 of the metadata service: AgentCore refuses to invoke
 * the others (docs.aws.amazon.com/bedrock-agentcore/latest/devguide/runtime-troubleshooting.html).
 */
public final class MetadataCheck implements Check {
    private static final String REQUIRED = "/metadataConfiguration/requireMMDSV2";

    private final Setup setup;

    public MetadataCheck(Setup setup) {
        this.setup = setup;
    }

    @Override
    public String name() {
        return "metadata service";
    }

    @Override
    public List<Finding> look() {
        return setup.declarations().live().stream()
                .flatMap(
                        live -> setup.runtimes().of(live.deployment()).flatMap(runtime -> look(live, runtime)).stream())
                .toList();
    }

    private Optional<Finding> look(Live live, AgentRuntime runtime) {
        return runtime.endpoint(live.deployment().endpoint())
                .flatMap(Endpoint::liveVersion)
                .flatMap(version -> setup.runtimes().version(runtime, version))
                .filter(document -> !document.json().at(REQUIRED).asBoolean())
                .map(document -> problem(
                        "%s serves version %s of %s, which does not require MMDSv2: AgentCore refuses to invoke it."
                                .formatted(live.target(), document.version(), runtime.name()),
                        "Update the runtime with \"metadataConfiguration\": {\"requireMMDSV2\": true} beside everything "
                                + "that it has, then %s and %s"
                                        .formatted(
                                                setup.environment().shell().slipway("adopt " + live.target()),
                                                setup.environment().shell().slipway("retry " + live.target()))));
    }
}
