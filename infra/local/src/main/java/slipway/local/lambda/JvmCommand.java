package slipway.local.lambda;

import java.util.List;
import java.util.stream.Stream;

/** How a function's JVM is started: with as little work as can be, and the heap that it has on AWS. */
final class JvmCommand {
    /** As much of its memory as Lambda gives a Java function's heap. */
    private static final int HEAP_PERCENT = 85;

    /** Options of the function's own, which may name an archive too: a JVM takes one. */
    private static final String OWN_OPTIONS = "JAVA_TOOL_OPTIONS";

    /** The artefact was verified by its tests; verifying it again takes a third of a cold start. */
    private static final List<String> UNVERIFIED =
            List.of("-XX:+UnlockDiagnosticVMOptions", "-XX:-BytecodeVerificationRemote");

    private JvmCommand() {}

    static StartArchive.Start start(FunctionSpec function) {
        return function.environment().containsKey(OWN_OPTIONS)
                ? StartArchive.Start.without()
                : function.code().start();
    }

    static List<String> of(FunctionSpec function, StartArchive.Start start) {
        return of(function.handler(), function.memory(), start);
    }

    static List<String> of(String handler, int memory, StartArchive.Start start) {
        return Stream.of(
                        List.of(
                                System.getProperty("java.home") + "/bin/java",
                                "-XX:+UseSerialGC",
                                "-XX:TieredStopAtLevel=1",
                                "-Xmx" + memory * HEAP_PERCENT / 100 + "m",
                                "--enable-native-access=ALL-UNNAMED",
                                NativeClient.option(),
                                "-Xlog:disable",
                                "-Xlog:all=error:stderr"),
                        start.records() ? List.<String>of() : UNVERIFIED,
                        start.options(),
                        List.of("-cp", start.classPath(), InterfaceClient.MAIN, handler))
                .flatMap(List::stream)
                .toList();
    }
}
