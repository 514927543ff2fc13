package slipway.local.lambda;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CodeTest {
    @TempDir
    private Path work;

    @Test
    void anArchiveIsUnzippedOnceForEveryCloud() throws IOException {
        Path asset = zip("asset.zip", "a/B.class", "lib/z.jar", "lib/a.jar", "lib/notes.txt");

        Deployable first = code().of(asset);
        Deployable second = code().of(Files.copy(asset, work.resolve("the same.zip")));

        assertThat(second.taskRoot()).isEqualTo(first.taskRoot()).isDirectoryContaining("glob:**/a");
        assertThat(first.jars())
                .extracting(jar -> jar.getFileName().toString())
                .containsExactly("code.jar", "a.jar", "z.jar");
        assertThat(first.size()).isEqualTo(Files.size(asset));
        assertThat(first.sha256()).hasSize(44);
    }

    @Test
    void nothingIsWrittenOutsideOfItsPlace() throws IOException {
        Path asset = zip("hostile.zip", "../outside");

        assertThatThrownBy(() -> code().of(asset)).hasRootCauseMessage("An entry outside of the archive: ../outside");
        assertThat(work.resolve("outside")).doesNotExist();
    }

    @Test
    void whatNobodyHasUsedForDaysIsForgotten() throws IOException {
        Path old = code().of(zip("old.zip", "old")).taskRoot().getParent();
        Path young = code().of(zip("young.zip", "young")).taskRoot().getParent();
        Files.setLastModifiedTime(old, FileTime.from(Instant.now().minus(Duration.ofDays(3))));
        Files.setLastModifiedTime(young, FileTime.from(Instant.now().minus(Duration.ofDays(1))));

        code().of(zip("new.zip", "new"));

        assertThat(old).doesNotExist();
        assertThat(young).exists();
    }

    private Code code() {
        return new Code(work.resolve("kept"));
    }

    private Path zip(String name, String... entries) throws IOException {
        Path file = work.resolve(name);
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            for (String entry : List.of(entries)) {
                zip.putNextEntry(new ZipEntry(entry));
                zip.write(entry.getBytes(UTF_8));
            }
        }
        return file;
    }
}
