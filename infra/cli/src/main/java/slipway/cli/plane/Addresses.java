package slipway.cli.plane;

import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import slipway.cli.failure.Exit;
import slipway.cli.failure.Failure;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.Parameter;
import software.amazon.awssdk.services.ssm.model.ParameterNotFoundException;

/** Where the functions are: the control plane writes their addresses to SSM. Looked up once in a run, kept nowhere. */
final class Addresses {
    private final Aws aws;
    private final Trouble trouble;
    private final Map<String, URI> found = new HashMap<>();

    Addresses(Aws aws, Trouble trouble) {
        this.aws = aws;
        this.trouble = trouble;
    }

    URI operator() {
        return found.computeIfAbsent("operator-url", this::find);
    }

    URI status() {
        return found.computeIfAbsent("status-url", this::find);
    }

    private URI find(String leaf) {
        if (!aws.environment().reachable()) {
            throw unreachable(aws.environment());
        }
        aws.credentials();
        var name = aws.environment().parameter(leaf);
        try (SsmClient ssm = aws.client(SsmClient.builder())) {
            return checked(ssm.getParameter(r -> r.name(name)).parameter());
        } catch (ParameterNotFoundException missing) {
            throw missing(name);
        } catch (SdkException refused) {
            throw trouble.of("Reading the parameter " + name, refused);
        }
    }

    /** The parameter's ARN names the account that the credentials are of. */
    private URI checked(Parameter parameter) {
        var account = parameter.arn().split(":", -1)[4];
        if (!account.equals(aws.environment().account())) {
            throw trouble.wrongAccount(account, "says the ARN of " + parameter.name());
        }
        var url = URI.create(parameter.value());
        // The caller's session token goes along with every request.
        if (!"https".equals(url.getScheme()) && aws.endpoint().isEmpty()) {
            throw new Failure(
                    Exit.FAILED,
                    "The parameter %s holds no https address. Deploy the control plane again."
                            .formatted(parameter.name()));
        }
        return url;
    }

    private static Failure unreachable(Environment environment) {
        return new Failure(Exit.NOT_AS_THINGS_STAND, """
                The environment %s says "operatorEntry": "private": its control plane has no address that takes orders or \
                questions.
                Steer it by its parameters, %s and %s; docs/environments.md says what each can do.""".formatted(
                        environment.name(),
                        environment.parameter("targets/TARGET"),
                        environment.parameter("images/TARGET/desired-image")));
    }

    private Failure missing(String name) {
        return trouble.wrongAccount(trouble.caller())
                .orElseGet(() -> new Failure(Exit.FAILED, """
                There is no parameter %s in %s: the control plane is not deployed there.
                Deploy it with %s, or check --env.""".formatted(
                        name, aws.environment(), aws.environment().shell().deploy())));
    }
}
