package slipway.local.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import slipway.local.lambda.function.Sample;

@Timeout(60)
class StartArchiveIT {
    private static final String NAME = "sample" + LocalFunctions.ZIPPED;

    @TempDir
    private Path work;

    @Test
    void theFirstJvmRecordsWhatLaterOnesStartFromInTheNextCloudToo() throws Exception {
        try (LocalFunctions local = new LocalFunctions(work)) {
            String alias = local.sample(NAME);
            try (WatchService watch = home().getFileSystem().newWatchService()) {
                home().register(watch, StandardWatchEventKinds.ENTRY_CREATE);
                assertThat(options(local, alias)).contains("-XX:AOTCacheOutput=");
                awaitArchive(watch);
            }

            assertThat(options(local, alias))
                    .contains("-XX:AOTCache=" + files(".aot").getFirst());
            assertThat(files(".draft")).isEmpty();
        }
        try (LocalFunctions next = new LocalFunctions(work)) {
            assertThat(options(next, next.sample(NAME)))
                    .contains("-XX:AOTCache=" + files(".aot").getFirst());
        }
    }

    @Test
    void oneThatDiesWhileItRecordsLeavesItToAnother() {
        try (LocalFunctions local = new LocalFunctions(work)) {
            String alias = local.sample(NAME);

            local.invoke(alias, "{\"do\":\"halt\"}");

            assertThat(options(local, alias)).contains("-XX:AOTCacheOutput=");
        }
    }

    private Path home() throws IOException {
        return Objects.requireNonNull(files("code.jar").getFirst().getParent());
    }

    private void awaitArchive(WatchService watch) throws IOException, InterruptedException {
        while (files(".aot").isEmpty()) {
            WatchKey key = watch.take();
            key.pollEvents();
            key.reset();
        }
    }

    @Test
    void aFunctionWithOptionsOfItsOwnGetsNoArchive() {
        try (LocalFunctions local = new LocalFunctions(work)) {
            local.make("AWS::Lambda::Function", """
                    {"FunctionName":"%s","Runtime":"java25","Handler":"%s::handleRequest","Timeout":20,
                     "Role":"arn:aws:iam::111122223333:role/sample-role","Code":{"S3Bucket":"assets","S3Key":"%s"},
                     "Environment":{"Variables":{"JAVA_TOOL_OPTIONS":"-Dcolour=blue"}}}""".formatted(NAME, Sample.class.getName(), NAME));

            assertThat(options(local, NAME)).contains("-Dcolour=blue").doesNotContain("AOT");
        }
    }

    private static String options(LocalFunctions local, String alias) {
        InvokeResult result = local.invoke(alias, "{\"do\":\"options\"}");
        assertThat(result.functionError()).isNull();
        return result.payload().toString();
    }

    private List<Path> files(String ending) throws IOException {
        try (Stream<Path> files = Files.walk(work.resolve("kept"))) {
            return files.filter(file -> file.toString().endsWith(ending)).toList();
        }
    }
}
