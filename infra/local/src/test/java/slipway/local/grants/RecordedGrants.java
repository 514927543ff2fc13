package slipway.local.grants;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Each integration test records the grants that it uses in a file of its own, anew each time that it runs. */
public final class RecordedGrants implements BeforeAllCallback {
    private static final Path FOLDER = Path.of("target", "grants");

    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        String test = context.getRequiredTestClass().getName();
        // What runs on a template that a proof has changed says nothing of the one that is deployed.
        if (!test.endsWith("IT") || System.getProperty("slipway.assembly") != null) {
            System.clearProperty(GrantRecords.FILE);
            return;
        }
        Path file = FOLDER.resolve(test + ".jsonl").toAbsolutePath();
        Files.createDirectories(file.getParent());
        Files.write(file, new byte[0]);
        System.setProperty(GrantRecords.FILE, file.toString());
    }
}
