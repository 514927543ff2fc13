package slipway.local.grants;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import slipway.local.iam.Grant;
import slipway.local.json.Json;

class GrantRecordsTest {
    private static final Grant SEND = grant("sqs:SendMessage");
    private static final Grant PURGE = grant("sqs:PurgeQueue");

    @TempDir
    private Path folder;

    private final GrantRecords records = new GrantRecords();

    @AfterEach
    void forget() {
        System.clearProperty(GrantRecords.FILE);
    }

    @Test
    void aGrantIsRecordedOnceInEachFile() {
        Path first = into("first");
        records.accept(SEND);
        records.accept(SEND);
        records.accept(PURGE);
        Path second = into("second");
        records.accept(SEND);

        assertThat(first).content().hasLineCount(2);
        assertThat(GrantRecords.read(first)).containsExactlyInAnyOrder(SEND, PURGE);
        assertThat(GrantRecords.read(second)).containsExactly(SEND);
    }

    @Test
    void nothingIsWrittenWhereNobodyAsksForIt() {
        records.accept(SEND);

        assertThat(folder).isEmptyDirectory();
    }

    private static final class OrdersIT {}

    @Test
    void anIntegrationTestRecordsAnewInAFileOfItsOwn() throws IOException {
        GrantRecords.record(OrdersIT.class, folder);
        records.accept(SEND);
        Path file = Path.of(System.getProperty(GrantRecords.FILE));

        assertThat(file).isEqualTo(folder.resolve(OrdersIT.class.getName() + ".jsonl"));
        assertThat(GrantRecords.read(file)).containsExactly(SEND);
        GrantRecords.record(OrdersIT.class, folder);
        assertThat(file).isEmptyFile();
    }

    @Test
    void neitherAnotherTestNorAChangedTemplateIsRecorded() throws IOException {
        into("earlier");
        GrantRecords.record(GrantRecordsTest.class, folder);
        assertThat(System.getProperty(GrantRecords.FILE)).isNull();

        into("earlier");
        System.setProperty(GrantsProof.ASSEMBLY, folder.toString());
        try {
            GrantRecords.record(OrdersIT.class, folder);
        } finally {
            System.clearProperty(GrantsProof.ASSEMBLY);
        }
        assertThat(System.getProperty(GrantRecords.FILE)).isNull();
    }

    private Path into(String name) {
        Path file = folder.resolve("records").resolve(name);
        System.setProperty(GrantRecords.FILE, file.toString());
        return file;
    }

    private static Grant grant(String action) {
        return new Grant("worker", "send", Json.read("""
                {"Effect":"Allow","Action":["sqs:SendMessage","sqs:PurgeQueue"],"Resource":"*"}"""), action, "*");
    }
}
