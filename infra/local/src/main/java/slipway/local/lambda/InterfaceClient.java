package slipway.local.lambda;

import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.List;
import java.util.stream.Collectors;

/** AWS's runtime interface client, found where this machine's own classes are. */
final class InterfaceClient {
    /** Runs the handler that its argument names. */
    static final String MAIN = "com.amazonaws.services.lambda.runtime.api.client.AWSLambda";

    /** A class of each jar that the client needs; the function brings everything else. */
    private static final List<String> CLASSES = List.of(
            MAIN,
            "com.amazonaws.services.lambda.runtime.Context",
            "com.amazonaws.services.lambda.runtime.serialization.PojoSerializer",
            "software.amazon.awssdk.utilslite.SdkInternalThreadLocal");

    private static final List<Path> JARS =
            CLASSES.stream().map(InterfaceClient::jar).distinct().toList();

    private InterfaceClient() {}

    static List<Path> jars() {
        return JARS;
    }

    static String classPath() {
        return JARS.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }

    private static Path jar(String name) {
        try {
            Class<?> found = Class.forName(name, false, InterfaceClient.class.getClassLoader());
            CodeSource source = found.getProtectionDomain().getCodeSource();
            return Path.of(source.getLocation().toURI());
        } catch (ClassNotFoundException | URISyntaxException e) {
            throw new IllegalStateException("The runtime interface client is not complete: " + name, e);
        }
    }
}
