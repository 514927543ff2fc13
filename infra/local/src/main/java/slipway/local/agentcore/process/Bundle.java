package slipway.local.agentcore.process;

import java.util.List;
import java.util.Map;

/**
 * What there is to run in an image, from its manifest and its configuration.
 *
 * @param layers the lowest first
 * @param command Entrypoint and Cmd; empty where the image has neither
 * @param workingDirectory absolute within the image; empty for its root
 * @param environment Env of the image
 */
public record Bundle(
        List<Layer> layers, List<String> command, String workingDirectory, Map<String, String> environment) {
    /** Of an image that nobody means to run. */
    public static final Bundle NONE = new Bundle(List.of(), List.of(), "", Map.of());

    public Bundle {
        layers = List.copyOf(layers);
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
    }
}
