package slipway.local.lambda;

import java.util.List;

/** How a JVM is started where nothing but its handler and its memory are known. */
public final class StartCommand {
    private StartCommand() {}

    /**
     * The command that {@link Lambdas} starts a function's JVM with, without an archive of an earlier start.
     *
     * @param memory in MB
     */
    public static List<String> plain(String handler, int memory) {
        return JvmCommand.of(handler, memory, StartArchive.Start.without());
    }
}
