package slipway.cli.command;

import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import slipway.cli.screen.Screen;
import slipway.time.Pauses;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;

/**
 * What the command finds where it is started.
 *
 * @param root the project's folder
 * @param variables the environment's variables
 * @param credentials the caller's, of a named profile or of whatever the SDK's chain finds
 */
public record Surroundings(
        Path root,
        Map<String, String> variables,
        Function<Optional<String>, AwsCredentialsProvider> credentials,
        Screen screen,
        InstantSource clock,
        Pauses pauses) {

    /** {@code AWS_ENDPOINT_URL}: the local cloud's address, in place of AWS's own. */
    public Optional<URI> endpoint() {
        return variable("AWS_ENDPOINT_URL").map(URI::create);
    }

    /** A variable that is set and not empty. */
    public Optional<String> variable(String name) {
        return Optional.ofNullable(variables.get(name)).filter(value -> !value.isBlank());
    }
}
