package slipway.local.agentcore.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** How an unpacked image's program is started here, where its root is a folder among others. */
final class Launch {
    private static final String IMAGE_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
    private static final String SCRIPTS = "/usr/local/bin:/usr/bin:/bin";

    private final Bundle bundle;
    private final Path root;
    private final HostPrograms host;

    Launch(Bundle bundle, Path root, HostPrograms host) {
        this.bundle = bundle;
        this.root = root;
        this.host = host;
    }

    /** Program and arguments; an argument that is the absolute path of something in the image becomes its path here. */
    List<String> command() throws StartFailed {
        if (bundle.command().isEmpty()) {
            throw StartFailed.died("The image has neither Entrypoint nor Cmd; it must say what to run");
        }
        List<String> command = new ArrayList<>();
        command.add(program(bundle.command().getFirst()).toString());
        bundle.command().stream().skip(1).map(this::argument).forEach(command::add);
        return command;
    }

    /** This machine's node or java, whatever the image has: its own would be for arm64. */
    private Path program(String name) throws StartFailed {
        Optional<Path> hosts = host.find(name.substring(name.lastIndexOf('/') + 1));
        if (hosts.isPresent()) {
            return hosts.get();
        }
        Optional<Path> own = inImage(name).filter(Files::isRegularFile).findFirst();
        if (own.isEmpty()) {
            throw StartFailed.died("The image's program '%s' is neither node nor java, which this".formatted(name)
                    + " machine has, nor an executable file in its layers; let its Entrypoint begin with one of them");
        }
        if (!Files.isExecutable(own.get())) {
            throw StartFailed.died("The image's program '%s' may not be executed; give it mode 755".formatted(name));
        }
        return own.get();
    }

    private Stream<Path> inImage(String name) {
        if (name.contains("/")) {
            return within(name.startsWith("/") ? name : bundle.workingDirectory() + "/" + name).stream();
        }
        return Arrays.stream(
                        bundle.environment().getOrDefault("PATH", IMAGE_PATH).split(":", -1))
                .flatMap(folder -> within(folder + "/" + name).stream());
    }

    private String argument(String given) {
        if (!given.startsWith("/")) {
            return given;
        }
        return within(given).filter(Files::exists).map(Path::toString).orElse(given);
    }

    /** WorkingDir, made where it is not there. */
    Path folder() throws StartFailed {
        String wanted = bundle.workingDirectory();
        Path folder = within(wanted)
                .orElseThrow(() ->
                        StartFailed.died("The image's WorkingDir '%s' is outside of the image".formatted(wanted)));
        try {
            return Files.createDirectories(folder);
        } catch (IOException e) {
            throw StartFailed.died("The image's WorkingDir '%s' is not a directory".formatted(wanted));
        }
    }

    /** The path of the image as a path here; empty where it would be outside. */
    private Optional<Path> within(String path) {
        Path here = root.resolve(path.replaceFirst("^/+", "")).normalize();
        return here.startsWith(root) ? Optional.of(here) : Optional.empty();
    }

    /**
     * The image's environment, over it what is given, over that what only this machine can know. Nothing of this
     * process's own.
     *
     * @param home a folder of the program's own
     */
    Map<String, String> environment(Map<String, String> given, int port, Path home) throws StartFailed {
        Map<String, String> environment = new TreeMap<>(bundle.environment());
        environment.putAll(given);
        for (Map.Entry<String, String> variable : environment.entrySet()) {
            requirePossible(variable.getKey(), variable.getValue());
        }
        environment.put("PORT", String.valueOf(port));
        environment.put("HOST", "127.0.0.1");
        environment.put("HOME", home.toString());
        environment.put("TMPDIR", home.toString());
        environment.put("PATH", Path.of(command().getFirst()).getParent() + ":" + SCRIPTS);
        return environment;
    }

    private static void requirePossible(String name, String value) throws StartFailed {
        if (name.isEmpty() || name.contains("=") || (name + value).indexOf('\0') >= 0) {
            throw StartFailed.died("The environment variable '%s' cannot be set: a name is not empty and has no '=',"
                            .formatted(name.replace('\0', '?'))
                    + " and neither name nor value has a zero byte");
        }
    }
}
