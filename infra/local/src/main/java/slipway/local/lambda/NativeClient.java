package slipway.local.lambda;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * The native part of AWS's runtime interface client. Left to itself, each JVM unpacks it over the one file
 * {@code /tmp/.libaws-lambda-jni.so}: right where a sandbox has one JVM, but here another may be loading that file, and
 * then dies of a SIGBUS. So it is unpacked once, and every JVM is told where.
 */
final class NativeClient {
    private static final String PROPERTY =
            "com.amazonaws.services.lambda.runtime.api.client.runtimeapi.NativeClient.JNI";

    private static final Path FILE = unpacked();

    private NativeClient() {}

    /** Names the file to the interface client. */
    static String option() {
        return "-D" + PROPERTY + "=" + FILE;
    }

    private static Path unpacked() {
        String resource = "/jni/libaws-lambda-jni.linux%s-%s.so".formatted(musl() ? "_musl" : "", architecture());
        try (InputStream library = InterfaceClient.class.getResourceAsStream(resource)) {
            if (library == null) {
                throw new FileNotFoundException("The runtime interface client has no " + resource);
            }
            Path file = Files.createTempFile("slipway-interface-client-", ".so");
            file.toFile().deleteOnExit();
            Files.copy(library, file, StandardCopyOption.REPLACE_EXISTING);
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As the client's own files are named. */
    private static String architecture() {
        return System.getProperty("os.arch").equals("aarch64") ? "aarch_64" : "x86_64";
    }

    private static boolean musl() {
        return Files.exists(Path.of("/lib/ld-musl-x86_64.so.1")) || Files.exists(Path.of("/lib/ld-musl-aarch64.so.1"));
    }
}
