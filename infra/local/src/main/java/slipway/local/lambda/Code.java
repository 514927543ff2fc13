package slipway.local.lambda;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** Code assets, unzipped once each. */
final class Code {
    private final Path work;
    private final Map<Path, Path> unzipped = new ConcurrentHashMap<>();

    Code(Path work) {
        this.work = work;
    }

    /** The folder with the asset's content; an asset that is a folder is its own. */
    Path taskRoot(Path asset) {
        return Files.isDirectory(asset) ? asset : unzipped.computeIfAbsent(asset, this::unzip);
    }

    private Path unzip(Path asset) {
        try {
            Path root = Files.createTempDirectory(Files.createDirectories(work), "code-");
            try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(asset))) {
                for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                    extract(root, entry, zip);
                }
            }
            return root;
        } catch (IOException e) {
            throw new UncheckedIOException("The function's code cannot be unzipped: " + asset, e);
        }
    }

    private static void extract(Path root, ZipEntry entry, InputStream content) throws IOException {
        Path file = root.resolve(entry.getName()).normalize();
        if (!file.startsWith(root)) {
            throw new IOException("An entry outside of the archive: " + entry.getName());
        }
        if (entry.isDirectory()) {
            Files.createDirectories(file);
        } else {
            Files.createDirectories(file.getParent());
            Files.copy(content, file, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
