package slipway.local;

import java.io.IOException;
import java.io.PrintStream;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import slipway.local.ecr.ImageSpec;
import slipway.local.ecr.Pusher;

/** Keeps AgentCore alone running: what the executable jar does. */
@Command(
        name = "agentcore",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Keep Amazon Bedrock AgentCore's runtimes running on this machine until it is interrupted, with the ECR"
                    + " registry from which they take their images. No AWS account, no Docker.",
            ""
        })
public final class ServeAgentCore implements Callable<Integer> {
    /** An image that is there from the start, whose agent answers everything. */
    static final String ECHO = "agents/echo";

    @Option(names = "--port", defaultValue = "4566", description = "The one port (default: ${DEFAULT-VALUE}).")
    private int port;

    @Option(
            names = "--scale",
            defaultValue = "10",
            description = "How much faster time runs (default: ${DEFAULT-VALUE}): READY takes seconds, not minutes.")
    private int scale;

    public static void main(String[] arguments) {
        System.exit(Main.execute(new CommandLine(new ServeAgentCore()).setCommandName("slipway-agentcore"), arguments));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintStream out = Main.out();
        long began = System.nanoTime();
        LocalAgentCore cloud = new LocalAgentCore(Main.PLACE, port, scale);
        Runtime.getRuntime().addShutdownHook(new Thread(cloud::close));
        cloud.ecr().repository(ECHO);
        new Pusher(cloud.uri(), "test").push(ECHO, "1", ImageSpec.arm64(Map.of()));
        Main.ready(cloud.uri(), began, out);
        out.printf(
                """

                Any AWS SDK or command reaches it with
                  export AWS_ENDPOINT_URL=%s AWS_ACCESS_KEY_ID=test AWS_SECRET_ACCESS_KEY=test AWS_REGION=%s
                There is an image to begin with: %s.dkr.ecr.%s.amazonaws.com/%s:1
                Push others to %s with the user AWS and the password test, into repositories that you made.
                Ctrl-C stops it.
                """,
                cloud.uri(),
                Main.PLACE.region(),
                Main.PLACE.account(),
                Main.PLACE.region(),
                ECHO,
                cloud.uri().getAuthority());
        new CountDownLatch(1).await();
        return 0;
    }
}
