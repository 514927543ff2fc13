package slipway.agentruntime;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import slipway.limit.Limits;

class RuntimeLimitsTest {
    private static final String JWT = "\"authorizerConfiguration\":{\"customJWTAuthorizer\":{\"discoveryUrl\":\"x\"}}";
    private static final String AUTHORIZATION =
            "\"requestHeaderConfiguration\":{\"requestHeaderAllowlist\":[\"X-Trace\",\"authorization\"]}";

    @Test
    void whatFitsIsNotTalkedAbout() {
        assertThat(check("{}")).isEmpty();
        assertThat(check("""
                        {"agentRuntimeName":"support","roleArn":"arn:aws:iam::111122223333:role/agents/support",
                         "description":"answers","environmentVariables":{"MODEL":"small"},%s,%s,
                         "networkConfiguration":{"networkMode":"VPC","networkModeConfig":
                           {"subnets":["subnet-12345678"],"securityGroups":["sg-12345678"]}},
                         "lifecycleConfiguration":{"idleRuntimeSessionTimeout":60},
                         "metadataConfiguration":{"requireMMDSV2":true},"tomorrows":{"thing":[1]}}""".formatted(JWT, AUTHORIZATION))).isEmpty();
    }

    @Test
    void everyProblemIsFoundAtOnce() {
        assertThat(check("""
                        {"agentRuntimeName":"my-agent","roleArn":"role","description":"",%s,
                         "networkConfiguration":{"networkMode":"VPC"},
                         "lifecycleConfiguration":{"idleRuntimeSessionTimeout":59,"maxLifetime":1209601},
                         "filesystemConfigurations":[{},{},{},{},{},{}],
                         "metadataConfiguration":{"requireMMDSV2":false}}""".formatted(AUTHORIZATION)))
                .extracting(LimitFinding::path)
                .containsExactlyInAnyOrder(
                        "agentRuntimeName",
                        "roleArn",
                        "description",
                        "requestHeaderConfiguration.requestHeaderAllowlist",
                        "networkConfiguration.networkModeConfig.subnets",
                        "networkConfiguration.networkModeConfig.securityGroups",
                        "lifecycleConfiguration.idleRuntimeSessionTimeout",
                        "lifecycleConfiguration.maxLifetime",
                        "filesystemConfigurations",
                        "metadataConfiguration.requireMMDSV2");
    }

    @ParameterizedTest
    @CsvSource({
        "V1, 4096, true, ''",
        "V1, 4097, false, certain",
        "V2, 2560, true, ''",
        "V2, 2561, false, certain",
        "'', 2560, true, ''",
        "'', 2561, false, perhaps",
        "'', 4096, false, perhaps",
        "'', 4097, false, certain",
        "V3, 2561, false, perhaps",
    })
    void theBytesOfAnEnvironmentAreBoundedByItsPlatform(String platform, int bytes, boolean fits, String sure) {
        ObjectNode members = parse("{}");
        if (!platform.isEmpty()) {
            members.put("platformVersion", platform);
        }
        // Two bytes a letter: it is bytes that count, of names and values.
        members.putObject("environmentVariables").put("K", "é".repeat((bytes - 1) / 2) + "x".repeat((bytes - 1) % 2));
        List<LimitFinding> found = RuntimeLimits.check(members);
        assertThat(found.isEmpty()).isEqualTo(fits);
        assertThat(found).allSatisfy(finding -> assertThat(finding.certain()).isEqualTo(sure.equals("certain")));
    }

    @Test
    void anEnvironmentHoldsFiftyVariables() {
        ObjectNode members = parse("{}");
        ObjectNode environment = members.putObject("environmentVariables");
        for (int n = 0; n < Limits.of("environment.entries").most(); n++) {
            environment.put("K" + n, "");
        }
        assertThat(RuntimeLimits.check(members)).isEmpty();
        environment.put("ONE_MORE", "");
        assertThat(RuntimeLimits.check(members))
                .singleElement()
                .satisfies(found -> assertThat(found.toString())
                        .isEqualTo("environmentVariables has 51 variables, AgentCore takes at most 50:"
                                + " put several values into one variable, or into Parameter Store"));
    }

    @Test
    void aValueIsNeverShown() {
        ObjectNode members = parse("{}");
        members.putObject("environmentVariables").put("API_KEY", "hunter2".repeat(1000));
        assertThat(RuntimeLimits.check(members))
                .isNotEmpty()
                .allSatisfy(found -> assertThat(found.toString()).doesNotContain("hunter2"));
    }

    @Test
    void theTokenIsPassedOnOnlyWhereItIsChecked() {
        assertThat(check("{%s}".formatted(AUTHORIZATION))).hasSize(1);
        assertThat(check("{%s,%s}".formatted(AUTHORIZATION, JWT))).isEmpty();
    }

    private static List<LimitFinding> check(String json) {
        return RuntimeLimits.check(parse(json));
    }

    private static ObjectNode parse(String json) {
        try {
            return (ObjectNode) ExactJson.parse(json.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
