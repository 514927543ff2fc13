package slipway.local.agentcore.process;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class UnpackerTest {
    private static final Unpacker.Limits LIMITS = new Unpacker.Limits(100_000, 20);

    @TempDir
    private Path outside;

    private Path root;

    @BeforeEach
    void makeTheRoot() throws IOException {
        root = Files.createDirectory(outside.resolve("root"));
        Files.writeString(outside.resolve("secret"), "nobody's business");
    }

    private void unpack(Layer... layers) throws IOException {
        new Unpacker(root, LIMITS).unpack(List.of(layers));
    }

    @Test
    void layersComeOneUponTheOther() throws IOException {
        unpack(
                new Tarball().file("app/a", "1").file("./app/b", "1").plain(),
                new Tarball().file("app/b", "2").file("app/deep/c", "2").zipped());

        assertThat(root.resolve("app/a")).hasContent("1");
        assertThat(root.resolve("app/b")).hasContent("2");
        assertThat(root.resolve("app/deep/c")).hasContent("2");
    }

    @Test
    void ofAModeTheExecutableBitCounts() throws IOException {
        unpack(new Tarball().file("run", "", 04755).file("data", "", 0600).plain());

        assertThat(root.resolve("run")).isExecutable();
        assertThat(Files.getPosixFilePermissions(root.resolve("data")))
                .noneMatch(permission -> permission.name().endsWith("EXECUTE"));
        assertThat((Integer) Files.getAttribute(root.resolve("run"), "unix:mode") & 07000)
                .isZero();
    }

    @Test
    void linksWithinTheImageAreKept() throws IOException {
        unpack(new Tarball()
                .file("app/lib/tool.js", "tool")
                .link("app/.bin/tool", "../lib/tool.js")
                .hardLink("app/same", "app/lib/tool.js")
                .plain());

        assertThat(root.resolve("app/.bin/tool")).isSymbolicLink().hasContent("tool");
        assertThat(root.resolve("app/same")).isRegularFile().hasContent("tool");
    }

    @Test
    void aWhiteoutTakesAwayWhatALowerLayerBrought() throws IOException {
        unpack(
                new Tarball()
                        .file("app/gone", "1")
                        .file("app/old/x", "1")
                        .file("app/stays", "1")
                        .plain(),
                new Tarball().file("app/.wh.gone", "").file("app/.wh.old", "").plain());

        assertThat(root.resolve("app")).isDirectoryNotContaining("glob:**/{gone,old,.wh.*}");
        assertThat(root.resolve("app/stays")).exists();
    }

    @Test
    void anOpaqueDirectoryShowsWhatItsOwnLayerBroughtAlone() throws IOException {
        unpack(
                new Tarball().file("app/old", "1").file("app/deep/old", "1").plain(),
                new Tarball()
                        .file("app/deep/new", "2")
                        .file("app/.wh..wh..opq", "")
                        .file("app/later", "2")
                        .plain());

        assertThat(root.resolve("app/deep/new")).hasContent("2");
        assertThat(root.resolve("app/later")).exists();
        assertThat(root.resolve("app/old")).doesNotExist();
        assertThat(root.resolve("app/deep/old")).doesNotExist();
    }

    @Test
    void aFileTakesTheLinksPlaceAndNotItsTargets() throws IOException {
        unpack(
                new Tarball().file("app/real", "1").link("app/link", "real").plain(),
                new Tarball().file("app/link", "2").plain());

        assertThat(root.resolve("app/real")).hasContent("1");
        assertThat(root.resolve("app/link")).isRegularFile().hasContent("2");
    }

    static Stream<Arguments> hostile() {
        return Stream.of(
                arguments(new Tarball().file("../secret", "mine"), "'../secret' has '..' in its path"),
                arguments(new Tarball().file("a/../../secret", "mine"), "'a/../../secret' has '..' in its path"),
                arguments(new Tarball().directory("a/.."), "'a/../' has '..' in its path"),
                arguments(new Tarball().file("/tmp/x", "mine"), "'/tmp/x' has an absolute path"),
                arguments(new Tarball().link("a", "/etc/passwd"), "'a' is a link to the absolute path '/etc/passwd'"),
                arguments(new Tarball().link("a", "../secret"), "'a' is a link that leads outside of the image"),
                arguments(new Tarball().link("d/a", "../../secret"), "'d/a' is a link that leads outside"),
                arguments(
                        new Tarball().link("x/y/up", "../..").link("out", "x/y/up/../secret"),
                        "'out' is a link that leads outside"),
                arguments(
                        new Tarball().directory("d").link("l", "d").file("l/x", "mine"),
                        "'l/x' lies behind the link 'l'"),
                arguments(new Tarball().hardLink("a", "../secret"), "'a' is a link to '../secret', which is no file"),
                arguments(new Tarball().hardLink("a", "/etc/passwd"), "'a' is a link to '/etc/passwd', which is no"),
                arguments(
                        new Tarball().link("l", "missing").hardLink("a", "l"),
                        "'a' is a link to 'l', which is no file"),
                arguments(new Tarball().file("a/.wh...", ""), "has '..' in its path"),
                arguments(new Tarball().file("a/.wh.", ""), "'a/.wh.' takes away what has no name"),
                arguments(new Tarball().link(".", "a"), "would take the place of the image's root"),
                arguments(new Tarball().special("dev/null", TarConstants.LF_CHR), "'dev/null' is a device"),
                arguments(new Tarball().special("dev/sda", TarConstants.LF_BLK), "'dev/sda' is a device"),
                arguments(new Tarball().special("pipe", TarConstants.LF_FIFO), "'pipe' is a named pipe"),
                arguments(
                        new Tarball().special("odd", (byte) 'Z'), "'odd' is neither a file nor a directory nor a link"),
                arguments(new Tarball().file("a\nb/../c", "mine"), "'a?b/../c' has '..' in its path"));
    }

    @ParameterizedTest
    @MethodSource("hostile")
    void aHostileEntryIsRefusedByName(Tarball layer, String why) throws IOException {
        Layer plain = layer.plain();

        assertThatThrownBy(() -> unpack(plain))
                .isInstanceOf(LayerRefused.class)
                .hasMessageStartingWith("The layer " + plain.digest() + " is refused: ")
                .hasMessageContaining(why);

        assertThat(outside).isDirectoryNotContaining("glob:**/x");
        assertThat(outside.resolve("secret")).hasContent("nobody's business");
    }

    @Test
    void aLayerThatBecomesTooLargeIsRefused() {
        Layer bomb = new Tarball().file("zeros", "\0".repeat(200_000)).zipped();

        assertThatThrownBy(() -> unpack(bomb)).hasMessageContaining("the image has more than 100000 bytes");
    }

    @Test
    void theLimitIsTheImagesAndNotEachLayers() {
        String much = "x".repeat(60_000);

        assertThatThrownBy(() -> unpack(
                        new Tarball().file("a", much).plain(),
                        new Tarball().file("b", much).plain()))
                .hasMessageContaining("the image has more than 100000 bytes");
    }

    @Test
    void tooManyEntriesAreRefused() {
        Tarball many = new Tarball();
        for (int i = 0; i <= LIMITS.entries(); i++) {
            many.directory("d" + i);
        }

        assertThatThrownBy(() -> unpack(many.plain())).hasMessageContaining("'d20/' is one too many: 20 is the limit");
    }

    @Test
    void anotherCompressionIsRefusedByName() {
        Layer zstd = Tarball.layer("application/vnd.oci.image.layer.v1.tar+zstd", new byte[10]);

        assertThatThrownBy(() -> unpack(zstd))
                .hasMessageContaining("it is 'application/vnd.oci.image.layer.v1.tar+zstd'");
    }

    @Test
    void whatIsNoTarIsAnError() {
        assertThatThrownBy(() -> unpack(Tarball.layer(
                        "application/vnd.oci.image.layer.v1.tar",
                        "{}".repeat(400).getBytes(UTF_8))))
                .isInstanceOf(IOException.class);
    }
}
