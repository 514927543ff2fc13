package slipway.local.ecr;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/**
 * A folder's files as a layer. The same files are the same layer, digest included: owners and times are left out.
 *
 * @param gzip the layer as it is pushed
 * @param diffId the digest of what is in it before it was compressed
 */
public record FolderLayer(byte[] gzip, String diffId) {

    /**
     * Reads a folder; links in it are left out.
     *
     * @param under where the folder lies in the image, for example {@code app}
     * @param wanted takes a file's path, relative to the folder
     */
    public static FolderLayer of(Path folder, String under, Predicate<Path> wanted) {
        try {
            byte[] tar = tar(folder, under, wanted);
            return new FolderLayer(gzip(tar), Digests.of(tar));
        } catch (IOException e) {
            throw new UncheckedIOException("No layer can be made of " + folder, e);
        }
    }

    private static byte[] tar(Path folder, String under, Predicate<Path> wanted) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes, "UTF-8")) {
            tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
            for (Path file : files(folder)) {
                Path relative = folder.relativize(file);
                if (wanted.test(relative)) {
                    TarArchiveEntry entry = new TarArchiveEntry(under + "/" + relative);
                    entry.setModTime(0);
                    entry.setMode(Files.isExecutable(file) ? 0755 : 0644);
                    entry.setSize(Files.size(file));
                    tar.putArchiveEntry(entry);
                    Files.copy(file, tar);
                    tar.closeArchiveEntry();
                }
            }
        }
        return bytes.toByteArray();
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
                    .sorted()
                    .toList();
        }
    }

    /** Quickly: it goes no further than this machine. */
    private static byte[] gzip(byte[] tar) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes) {
            {
                def.setLevel(Deflater.BEST_SPEED);
            }
        }) {
            gzip.write(tar);
        }
        return bytes.toByteArray();
    }
}
