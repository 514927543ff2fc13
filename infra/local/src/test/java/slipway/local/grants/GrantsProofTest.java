package slipway.local.grants;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GrantsProofTest {
    private static final String STATEMENT = """
            {"Effect":"Allow","Action":"sqs:SendMessage","Resource":"*"}""";

    @TempDir
    private Path folder;

    @BeforeEach
    void synthesizedAndRecorded() throws IOException {
        Files.createDirectory(folder.resolve("cdk.out"));
        Files.createDirectory(folder.resolve("records"));
        role("worker", STATEMENT);
        called("worker", STATEMENT);
    }

    @Test
    void whatIsTakenAwayIsMissedByATestOrTold() throws IOException {
        assertThat(run(test -> Files.exists(folder.resolve("work/assembly/Stack.template.json"))))
                .isEqualTo("sqs:SendMessage of worker on \"*\": missed by OrdersIT\n");
    }

    @Test
    void whatNobodyMissesIsTold() throws IOException {
        assertThat(run(test -> false)).isEqualTo("sqs:SendMessage of worker on \"*\": SURVIVED OrdersIT\n");
    }

    @Test
    void whatATestGivesToARoleOfItsOwnIsNotTakenAway() throws IOException {
        called("people", STATEMENT);

        assertThat(run(test -> true))
                .isEqualTo("sqs:SendMessage of people on \"*\": of a role that no template makes\n");
    }

    @Test
    void recordsOfOtherTemplatesProveNothing() throws IOException {
        called("worker", STATEMENT.replace("*", "arn:aws:sqs:eu-central-1:111122223333:orders"));

        assertThatThrownBy(() -> run(test -> true))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContainingAll(
                        "sqs:SendMessage of worker", "is not found in the templates", "scripts/test.sh");
    }

    private String run(Predicate<String> fails) throws IOException {
        PrintStream nobody = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        new GrantsProof(folder.resolve("cdk.out"), folder.resolve("work"), fails, nobody)
                .run(folder.resolve("records"));
        return Files.readString(folder.resolve("work/results"));
    }

    private void role(String name, String statement) throws IOException {
        Files.writeString(folder.resolve("cdk.out/Stack.template.json"), """
                {"Resources":{"Role":{"Type":"AWS::IAM::Role","Properties":{"RoleName":"%s","Policies":[
                  {"PolicyName":"own","PolicyDocument":{"Statement":[%s]}}]}}}}""".formatted(name, statement));
    }

    private void called(String role, String statement) throws IOException {
        Files.writeString(folder.resolve("records/OrdersIT.jsonl"), """
                {"role":"%s","policy":"own","statement":%s,"action":"sqs:SendMessage","resource":"*"}
                """.formatted(role, statement));
    }
}
