package slipway.local.agentcore.process;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A folder that stands for the root of an image. Nothing that is put into it lies outside, and no link in it leads
 * outside.
 *
 * <p>Nothing is ever written through a link, so that a link lies where its name says. It may lead up only before it
 * leads down, and not further than the root: whatever the names on its way become later, it stays within.
 */
final class ImageTree {
    private static final String UP = "..";

    private final Path root;

    ImageTree(Path root) {
        this.root = root;
    }

    void directory(String name) throws IOException {
        Path at = place(name);
        if (!Files.isDirectory(at, NOFOLLOW_LINKS)) {
            Folders.delete(at);
            Files.createDirectory(at);
        }
    }

    void file(String name, InputStream content, boolean executable) throws IOException {
        Path at = vacant(name);
        Files.copy(content, at);
        if (executable && !at.toFile().setExecutable(true)) {
            throw new IOException("Cannot be made executable: " + at);
        }
    }

    void symbolicLink(String name, String target) throws IOException {
        Path goal = path(name, target);
        if (goal.isAbsolute()) {
            throw LayerRefused.entry(name, "is a link to the absolute path '%s'".formatted(target));
        }
        requireWithin(name, goal);
        Files.createSymbolicLink(vacant(name), goal);
    }

    private static void requireWithin(String name, Path goal) throws LayerRefused {
        int room = relative(name).getNameCount() - 1;
        boolean down = false;
        for (Path step : goal) {
            if (step.toString().equals(UP)) {
                room--;
                if (down || room < 0) {
                    throw LayerRefused.entry(name, "is a link that leads outside of the image: '%s'".formatted(goal));
                }
            } else if (!step.toString().equals(".")) {
                down = true;
            }
        }
    }

    void hardLink(String name, String target) throws IOException {
        Path existing = root;
        for (Path step : path(name, target).normalize()) {
            existing = existing.resolve(step);
            if (step.toString().equals(UP) || Files.isSymbolicLink(existing)) {
                throw notOfTheImage(name, target);
            }
        }
        if (path(name, target).isAbsolute() || !Files.isRegularFile(existing, NOFOLLOW_LINKS)) {
            throw notOfTheImage(name, target);
        }
        Path at = place(name);
        if (!at.equals(existing)) {
            Folders.delete(at);
            Files.createLink(at, existing);
        }
    }

    private static LayerRefused notOfTheImage(String name, String target) {
        return LayerRefused.entry(name, "is a link to '%s', which is no file of the image".formatted(target));
    }

    /** Takes away what is there under this name, with everything below. */
    void remove(String name) throws IOException {
        Folders.delete(place(name));
    }

    /** Empties a directory of everything but these, which are relative to the root, and what they lie in. */
    void clear(String name, Set<Path> kept) throws IOException {
        Path folder = place(name);
        if (!Files.isDirectory(folder, NOFOLLOW_LINKS)) {
            return;
        }
        List<Path> below;
        try (Stream<Path> files = Files.walk(folder)) {
            below = files.filter(file -> !file.equals(folder)).toList().reversed();
        }
        for (Path file : below) {
            if (kept.stream().noneMatch(one -> root.resolve(one).startsWith(file))) {
                Files.delete(file);
            }
        }
    }

    /** Where an entry belongs, free of what was there; the directories above it exist. */
    private Path vacant(String name) throws IOException {
        Path at = place(name);
        if (at.equals(root)) {
            throw LayerRefused.entry(name, "would take the place of the image's root");
        }
        Folders.delete(at);
        return at;
    }

    private Path place(String name) throws IOException {
        Path relative = relative(name);
        Path at = root;
        for (int i = 0; i < relative.getNameCount() - 1; i++) {
            at = at.resolve(relative.getName(i));
            if (Files.isSymbolicLink(at)) {
                throw LayerRefused.entry(name, "lies behind the link '%s'".formatted(root.relativize(at)));
            }
            if (!Files.isDirectory(at, NOFOLLOW_LINKS)) {
                Folders.delete(at);
                Files.createDirectory(at);
            }
        }
        return relative.toString().isEmpty() ? root : root.resolve(relative);
    }

    /** @throws LayerRefused where the name does not stay within the image */
    static Path relative(String name) throws LayerRefused {
        Path path = path(name, name);
        if (path.isAbsolute()) {
            throw LayerRefused.entry(name, "has an absolute path");
        }
        for (Path step : path) {
            if (step.toString().equals(UP)) {
                throw LayerRefused.entry(name, "has '..' in its path");
            }
        }
        return path.normalize();
    }

    private static Path path(String name, String text) throws LayerRefused {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw LayerRefused.entry(name, "is not a path that can be: " + e.getReason());
        }
    }
}
