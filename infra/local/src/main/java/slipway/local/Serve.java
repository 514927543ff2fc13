package slipway.local;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import slipway.local.story.Sample;

/** Keeps the cloud running. */
@Command(
        name = "serve",
        mixinStandardHelpOptions = true,
        description = "Keep the cloud running until it is interrupted.")
final class Serve implements Callable<Integer> {
    @Option(names = "--assembly", required = true, paramLabel = "FOLDER", description = "What cdk synth wrote.")
    @SuppressWarnings("NullAway.Init")
    private Path assembly;

    @Option(
            names = "--sample",
            description = "It is Slipway's own: push the sample's first images, as its stacks need them.")
    private boolean sample;

    @Option(names = "--port", defaultValue = "4566", description = "The one port (default: ${DEFAULT-VALUE}).")
    private int port;

    @Option(
            names = "--scale",
            defaultValue = "10",
            description = "How much faster time runs (default: ${DEFAULT-VALUE}).")
    private int scale;

    @Option(
            names = "--state",
            paramLabel = "FOLDER",
            description =
                    "Keep parameters, images, tables, runtimes and messages there, and go on from them the next time"
                            + " (default: all is in memory, and gone at the end).")
    private @Nullable Path state;

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintStream out = Main.out();
        long began = System.nanoTime();
        LocalCloud cloud =
                new LocalCloud(assembly, Main.PLACE, port, scale, Optional.ofNullable(state), Main.told(out));
        Runtime.getRuntime().addShutdownHook(new Thread(cloud::close));
        if (sample) {
            Sample.deployControlPlane(cloud);
            out.println("  pushing the sample's first images and deploying its agents");
            Sample.beginWithPrograms(cloud);
        } else {
            new Stacks(cloud, out).deploy();
        }
        cloud.goOn();
        Main.ready(cloud.uri(), began, out);
        out.printf(
                """

                Watch it, and push to it, at %s/
                Any AWS SDK or command reaches it with
                  export AWS_ENDPOINT_URL=%s AWS_ACCESS_KEY_ID=test AWS_SECRET_ACCESS_KEY=test AWS_REGION=%s
                Push images to %s with the user AWS and the password test. Ctrl-C stops it.
                """, cloud.uri(), cloud.uri(), Main.PLACE.region(), cloud.uri().getAuthority());
        new CountDownLatch(1).await();
        return 0;
    }
}
