package slipway.local.agentcore.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/** A layer, entry by entry, however hostile. */
public final class Tarball {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes, "UTF-8");

    public Tarball() {
        tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
    }

    public Tarball file(String name, String content) {
        return file(name, content, 0644);
    }

    public Tarball file(String name, String content, int mode) {
        TarArchiveEntry entry = entry(name, TarConstants.LF_NORMAL);
        entry.setMode(mode);
        return put(entry, content.getBytes(UTF_8));
    }

    public Tarball link(String name, String target) {
        return linked(name, TarConstants.LF_SYMLINK, target);
    }

    Tarball hardLink(String name, String target) {
        return linked(name, TarConstants.LF_LINK, target);
    }

    private Tarball linked(String name, byte type, String target) {
        TarArchiveEntry entry = entry(name, type);
        entry.setLinkName(target);
        return put(entry, new byte[0]);
    }

    Tarball directory(String name) {
        return put(entry(name, TarConstants.LF_DIR), new byte[0]);
    }

    Tarball special(String name, byte type) {
        return put(entry(name, type), new byte[0]);
    }

    private static TarArchiveEntry entry(String name, byte type) {
        // With its leading slash, which the library would drop.
        TarArchiveEntry entry = new TarArchiveEntry(name, type, true);
        entry.setModTime(0);
        return entry;
    }

    private Tarball put(TarArchiveEntry entry, byte[] content) {
        try {
            entry.setSize(content.length);
            tar.putArchiveEntry(entry);
            tar.write(content);
            tar.closeArchiveEntry();
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public byte[] bytes() {
        try {
            tar.finish();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    Layer plain() {
        return layer("application/vnd.oci.image.layer.v1.tar", bytes());
    }

    Layer zipped() {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(zipped)) {
            gzip.write(bytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return layer("application/vnd.oci.image.layer.v1.tar+gzip", zipped.toByteArray());
    }

    static Layer layer(String mediaType, byte[] content) {
        return new Layer(
                "sha256:" + Integer.toHexString(Arrays.hashCode(content)),
                mediaType,
                () -> new ByteArrayInputStream(content));
    }
}
