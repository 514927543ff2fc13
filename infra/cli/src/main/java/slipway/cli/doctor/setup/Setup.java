package slipway.cli.doctor.setup;

import java.time.InstantSource;
import java.util.Optional;
import slipway.cli.plane.Aws;
import slipway.cli.plane.ControlPlane;
import slipway.cli.plane.Environment;
import slipway.target.TargetName;
import slipway.time.Pauses;

/**
 * A control plane and what it works on, as checks see it.
 *
 * @param clock what is old is judged by
 */
public record Setup(
        Environment environment,
        Clients clients,
        Stacks stacks,
        Declarations declarations,
        Runtimes runtimes,
        Views views,
        InstantSource clock) {

    /**
     * Nothing is asked before it is needed.
     *
     * @param only the one target that is looked at, if it is one
     */
    public static Setup of(Aws aws, ControlPlane plane, Optional<TargetName> only, InstantSource clock, Pauses pauses) {
        var environment = aws.environment();
        var clients = Clients.of(aws);
        var declarations = new Declarations(clients.parameters(), environment, only);
        return new Setup(
                environment,
                clients,
                new Stacks(clients.cloudFormation(), environment),
                declarations,
                new Runtimes(aws.agentRuntimes(), new Patience(pauses), declarations),
                new Views(plane, only),
                clock);
    }
}
