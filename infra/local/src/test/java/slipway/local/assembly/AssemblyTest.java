package slipway.local.assembly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AssemblyTest {
    @TempDir
    private Path folder;

    @Test
    void anAssetIsFoundByItsKey() throws IOException {
        Files.writeString(folder.resolve("one.assets.json"), """
                {"files":{"abc":{"source":{"path":"asset.abc.zip","packaging":"file"},
                  "destinations":{"here":{"bucketName":"b","objectKey":"abc.zip"}}}},"dockerImages":{}}""");
        Assembly assembly = new CdkOut(folder).artifact("""
                        "one.assets":{"type":"cdk:asset-manifest","properties":{"file":"one.assets.json"}}""").load();

        assertThat(assembly.asset("abc.zip")).isEqualTo(folder.resolve("asset.abc.zip"));
        assertThatThrownBy(() -> assembly.asset("other.zip")).hasMessageContaining("other.zip");
    }

    @Test
    void aStackThatIsNotThereIsNamedWithThoseThatAre() throws IOException {
        Assembly assembly = new CdkOut(folder).stack("one", "{}").load();

        assertThat(assembly.stack("acme-one").id()).isEqualTo("one");
        assertThatThrownBy(() -> assembly.stack("two"))
                .hasMessageContaining("'two'")
                .hasMessageContaining("acme-one");
    }

    @Test
    void aNestedAssemblyIsRefused() {
        CdkOut out = new CdkOut(folder).artifact("\"stage\":{\"type\":\"cdk:cloud-assembly\"}");

        assertThatThrownBy(out::load).hasMessageContaining("stage");
    }
}
