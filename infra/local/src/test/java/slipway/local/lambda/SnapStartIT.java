package slipway.local.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static slipway.local.lambda.LocalFunctions.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import slipway.local.edge.AwsError;
import slipway.local.lambda.function.Hooked;

@Timeout(60)
class SnapStartIT {
    @TempDir
    private Path work;

    private LocalFunctions local;

    @BeforeEach
    void start() {
        local = new LocalFunctions(work);
    }

    @AfterEach
    void stop() {
        local.close();
    }

    @Test
    void theHooksOfAVersionRunAroundItsSnapshot() {
        function("hooked", "GREETING");

        assertThat(local.invoke("hooked:1", "{}").payload().path("seen").toString())
                .isEqualTo("[\"before\",\"after\"]");
        assertThat(local.invoke("hooked", "{}").payload().path("seen")).isEmpty();
    }

    @Test
    void aVersionAsksForItsCredentialsAndKeepsNone() {
        function("keyless", "GREETING");

        JsonNode answer = local.invoke("keyless:1", "{}").payload();

        assertThat(answer.path("keyInEnvironment").asBoolean()).isFalse();
        String key =
                json(answer.path("credentials").asText()).path("AccessKeyId").asText();
        assertThat(local.identities.caller(key).orElseThrow().arn())
                .isEqualTo("arn:aws:sts::111122223333:assumed-role/sample-role/keyless");
        assertThat(answer.path("withWrongToken").asText()).isEqualTo("refused");
        assertThat(local.invoke("keyless", "{}")
                        .payload()
                        .path("keyInEnvironment")
                        .asBoolean())
                .isTrue();
    }

    @Test
    void aHookThatFailsAfterTheRestoreRefusesTheCall() {
        function("broken", "BROKEN");

        assertThatThrownBy(() -> local.invoke("broken:1", "{}"))
                .isInstanceOfSatisfying(
                        AwsError.class, error -> assertThat(error.code()).isEqualTo("SnapStartException"))
                .hasMessageContaining("afterRestore()");
    }

    private void function(String name, String variable) {
        local.make("AWS::Lambda::Function", """
                {"FunctionName":"%s","Runtime":"java25","Handler":"%s::handleRequest","Timeout":20,"MemorySize":256,
                 "Role":"arn:aws:iam::111122223333:role/sample-role","Code":{"S3Bucket":"assets","S3Key":"%s"},
                 "SnapStart":{"ApplyOn":"PublishedVersions"},"Environment":{"Variables":{"%s":"yes"}}}""".formatted(name, Hooked.class.getName(), name, variable));
        local.make("AWS::Lambda::Version", "{\"FunctionName\":\"%s\"}".formatted(name));
    }
}
