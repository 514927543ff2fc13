package slipway.local.lambda;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Code assets, unzipped once each and kept for the next cloud on this machine, because an archive of loaded classes
 * holds for files at their place only. What nobody has used for two days makes room.
 */
final class Code {
    private static final Logger LOG = LoggerFactory.getLogger(Code.class);
    private static final Duration KEPT = Duration.ofDays(2);
    private static final Base64.Encoder BASE64 = Base64.getEncoder();
    private static final byte[] NOTHING = new byte[0];

    private final Path kept;
    private final Map<Path, Deployable> byAsset = new ConcurrentHashMap<>();

    /** @param kept the folder for unzipped code; it is made when there is some */
    Code(Path kept) {
        this.kept = kept;
    }

    /** The asset's content, ready to run; an asset that is a folder is its own. */
    Deployable of(Path asset) {
        return byAsset.computeIfAbsent(asset, this::prepare);
    }

    private Deployable prepare(Path asset) {
        if (Files.isDirectory(asset)) {
            return new Deployable(asset, List.of(), BASE64.encodeToString(sha256(NOTHING)), 0, null);
        }
        try {
            byte[] content = Files.readAllBytes(asset);
            byte[] hash = sha256(content);
            Path home = kept.resolve(HexFormat.of().formatHex(hash));
            if (!Files.isDirectory(home)) {
                unzip(asset, home);
            }
            Files.setLastModifiedTime(home, FileTime.from(Instant.now()));
            forgetOthers();
            List<Path> jars = jars(home);
            return new Deployable(
                    home.resolve("task"),
                    jars,
                    BASE64.encodeToString(hash),
                    content.length,
                    new StartArchive(home, InterfaceClient.jars(), jars));
        } catch (IOException e) {
            throw new UncheckedIOException("The function's code cannot be unzipped: " + asset, e);
        }
    }

    /** Beside its place first, so that nobody ever sees a half of it. */
    private void unzip(Path asset, Path home) throws IOException {
        Path draft = Files.createTempDirectory(Files.createDirectories(kept), "draft-");
        Files.copy(asset, draft.resolve("code.jar"));
        Path root = Files.createDirectory(draft.resolve("task"));
        try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(asset))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                extract(root, entry, zip);
            }
        }
        try {
            Files.move(draft, home, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            delete(draft);
            if (!Files.isDirectory(home)) {
                throw e;
            }
            // Another cloud was faster: it unzipped the same.
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

    private static List<Path> jars(Path home) throws IOException {
        Path libraries = home.resolve("task").resolve("lib");
        Stream<Path> own = Stream.of(home.resolve("code.jar"));
        if (!Files.isDirectory(libraries)) {
            return own.toList();
        }
        try (Stream<Path> files = Files.list(libraries)) {
            return Stream.concat(
                            own,
                            files.filter(file -> file.toString().endsWith(".jar"))
                                    .sorted())
                    .toList();
        }
    }

    /** Other clouds make and take away folders at the same time: what cannot be looked at or deleted is theirs. */
    private void forgetOthers() {
        Instant oldest = Instant.now().minus(KEPT);
        try (Stream<Path> homes = Files.list(kept)) {
            for (Path home : homes.toList()) {
                forget(home, oldest);
            }
        } catch (IOException e) {
            LOG.debug("Code that nobody uses stays in {}", kept, e);
        }
    }

    private static void forget(Path home, Instant oldest) {
        try {
            if (Files.getLastModifiedTime(home).toInstant().isBefore(oldest)) {
                delete(home);
            }
        } catch (IOException | UncheckedIOException e) {
            LOG.debug("{} stays", home, e);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        }
    }

    private static byte[] sha256(byte[] content) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(content);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
