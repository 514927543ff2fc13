package slipway.local.agentcore.process;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/**
 * Unpacks an image's layers, one upon the other, as the OCI image specification says: an entry replaces what was there,
 * {@code .wh.NAME} takes away, {@code .wh..wh..opq} empties. Owners, times and all of a mode but its executable bit are
 * left out.
 */
final class Unpacker {
    private static final String WHITEOUT = ".wh.";
    private static final String OPAQUE = ".wh..wh..opq";
    private static final int EXECUTABLE = 0111;

    /**
     * What an image may have.
     *
     * @param bytes of all layers, unpacked
     * @param entries of all layers
     */
    record Limits(long bytes, int entries) {
        /** As large as an image may be that AgentCore runs. */
        static final Limits USUAL = new Limits(2L * 1024 * 1024 * 1024, 200_000);
    }

    private final ImageTree tree;
    private final Limits limits;
    private long bytes;
    private int entries;

    Unpacker(Path root, Limits limits) {
        this.tree = new ImageTree(root);
        this.limits = limits;
    }

    /** @throws LayerRefused naming the layer and its entry; what came before it is there by then */
    void unpack(List<Layer> layers) throws IOException {
        for (Layer layer : layers) {
            try (InputStream compressed = layer.content().open();
                    TarArchiveInputStream tar = new TarArchiveInputStream(
                            new Metered(new BufferedInputStream(decompressed(layer, compressed))))) {
                apply(tar);
            } catch (LayerRefused e) {
                throw e.in(layer);
            }
        }
    }

    private static InputStream decompressed(Layer layer, InputStream content) throws IOException {
        String type = layer.mediaType();
        if (type.endsWith(".tar+gzip") || type.endsWith(".tar.gzip")) {
            return new GZIPInputStream(content);
        } else if (type.endsWith(".tar")) {
            return content;
        }
        throw LayerRefused.whole("it is '%s'; push it as tar or as tar with gzip".formatted(type));
    }

    private void apply(TarArchiveInputStream tar) throws IOException {
        Set<Path> own = new HashSet<>();
        for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
            entries++;
            if (entries > limits.entries()) {
                throw LayerRefused.entry(
                        entry.getName(), "is one too many: %d is the limit".formatted(limits.entries()));
            }
            apply(entry, tar, own);
        }
    }

    private void apply(TarArchiveEntry entry, InputStream content, Set<Path> own) throws IOException {
        String name = entry.getName();
        Path path = ImageTree.relative(name);
        String last = path.getFileName().toString();
        String folder = path.getParent() == null ? "" : path.getParent().toString();
        if (last.equals(OPAQUE)) {
            tree.clear(folder, own);
        } else if (last.startsWith(WHITEOUT)) {
            String gone = last.substring(WHITEOUT.length());
            if (gone.isEmpty() || gone.equals(".")) {
                throw LayerRefused.entry(name, "takes away what has no name");
            }
            tree.remove(folder.isEmpty() ? gone : folder + "/" + gone);
        } else {
            put(entry, name, content);
            own.add(path);
        }
    }

    private void put(TarArchiveEntry entry, String name, InputStream content) throws IOException {
        if (entry.isSparse()) {
            throw LayerRefused.entry(name, "is a sparse file");
        } else if (entry.isDirectory()) {
            tree.directory(name);
            return;
        }
        switch (entry.getLinkFlag()) {
            case TarConstants.LF_NORMAL, TarConstants.LF_OLDNORM, TarConstants.LF_CONTIG ->
                tree.file(name, content, (entry.getMode() & EXECUTABLE) != 0);
            case TarConstants.LF_SYMLINK -> tree.symbolicLink(name, entry.getLinkName());
            case TarConstants.LF_LINK -> tree.hardLink(name, entry.getLinkName());
            case TarConstants.LF_CHR, TarConstants.LF_BLK -> throw LayerRefused.entry(name, "is a device");
            case TarConstants.LF_FIFO -> throw LayerRefused.entry(name, "is a named pipe");
            default -> throw LayerRefused.entry(name, "is neither a file nor a directory nor a link");
        }
    }

    /** Counts what comes out of compression, so that little cannot become too much. */
    private final class Metered extends InputStream {
        private final InputStream in;

        Metered(InputStream in) {
            this.in = in;
        }

        @Override
        public int read() throws IOException {
            int one = in.read();
            count(one < 0 ? 0 : 1);
            return one;
        }

        @Override
        public int read(byte[] into, int from, int length) throws IOException {
            int read = in.read(into, from, length);
            count(Math.max(0, read));
            return read;
        }

        private void count(int read) throws LayerRefused {
            bytes += read;
            if (bytes > limits.bytes()) {
                throw LayerRefused.whole("unpacked, the image has more than %d bytes".formatted(limits.bytes()));
            }
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }
}
