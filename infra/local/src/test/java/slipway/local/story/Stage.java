package slipway.local.story;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import slipway.local.LocalCloud;
import slipway.local.assembly.DeploymentFailed;
import slipway.local.edge.Place;

/** A cloud on which a story can be told to nobody. */
final class Stage {
    static final Place PLACE = new Place("111122223333", "eu-central-1");
    static final String MACHINE = PLACE.arn("states", "stateMachine:" + Scene.CONTROL_PLANE + "-rollout");
    private static final int SCALE = 60;

    private Stage() {}

    static LocalCloud open(Templates assembly) {
        return open(assembly, SCALE);
    }

    static LocalCloud open(Templates assembly, int scale) {
        return open(assembly, scale, Optional.empty());
    }

    /** A cloud that keeps its state in this folder. */
    static LocalCloud keeping(Path folder) {
        return open(Templates.synthesized(), SCALE, Optional.of(folder));
    }

    private static LocalCloud open(Templates assembly, int scale, Optional<Path> state) {
        try {
            LocalCloud cloud =
                    new LocalCloud(assembly.folder(), PLACE, 0, scale, state, (wanted, made, done, total) -> {});
            try {
                Sample.deployControlPlane(cloud);
            } catch (DeploymentFailed e) {
                cloud.close();
                throw e;
            }
            return cloud;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Scene scene(LocalCloud cloud, Patience patience) {
        return new Scene(
                cloud,
                PLACE,
                new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8),
                patience);
    }
}
