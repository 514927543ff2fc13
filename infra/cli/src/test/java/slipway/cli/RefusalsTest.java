package slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.exception.SdkClientException;

class RefusalsTest {
    private final AwsDouble aws = new AwsDouble();

    @AfterEach
    void stop() {
        aws.close();
    }

    @ParameterizedTest
    @CsvSource({"400, 2", "403, 3", "404, 1", "409, 1", "418, 4"})
    void theFunctionsOwnRefusalIsToldInItsWords(int status, int exit) {
        aws.reply("targets", status, "", """
                {'schema':1,'error':{'code':'X','message':'It says why.','choices':['support','concierge']}}""");
        var seen = status();
        assertThat(seen.exit()).isEqualTo(exit);
        assertThat(seen.err()).contains("It says why.", "There are: support, concierge");
        assertThat(seen.out()).isEmpty();
    }

    @Test
    void aProgramGetsTheRefusalAsJson() {
        aws.reply("targets", 409, "", "{'schema':1,'error':{'code':'BUSY','message':'Busy.'}}");
        assertThat(Person.at(aws).types("status", "--json").out())
                .isEqualToIgnoringNewLines("{\"schema\":1,\"error\":{\"code\":\"BUSY\",\"message\":\"Busy.\"}}");
    }

    @Test
    void whoIsForbiddenLearnsWhichPolicyIsMissing() {
        aws.reply("targets", 403, "AccessDeniedException", "{'Message':'Forbidden'}");
        var seen = status();
        assertThat(seen.exit()).isEqualTo(3);
        assertThat(seen.err())
                .contains(
                        "arn:aws:sts::111122223333:assumed-role/dev/alice",
                        "slipway-local-operator",
                        "slipway-local-viewer");
    }

    @ParameterizedTest
    @CsvSource({
        "AccessDeniedException, slipway-local-viewer",
        "ExpiredTokenException, have expired",
        "UnrecognizedClientException, does not accept your credentials"
    })
    void whoMayNotReadTheAddressIsHelped(String error, String remedy) {
        aws.parameterError(error);
        var seen = status();
        assertThat(seen.exit()).isEqualTo(3);
        assertThat(seen.err()).contains(remedy);
    }

    @Test
    void expiredCredentialsAreToldApart() {
        aws.reply("targets", 403, "ExpiredTokenException", """
                {'message':'The security token included in the request is expired'}""");
        assertThat(status().err()).contains("have expired");
    }

    @Test
    void withoutCredentialsTheWaysToSomeAreNamed() {
        var seen = Person.at(aws)
                .with(() -> {
                    throw SdkClientException.create("Unable to load credentials");
                })
                .types("status");
        assertThat(seen.exit()).isEqualTo(3);
        assertThat(seen.err()).contains("aws sso login", "--profile", "AWS_ACCESS_KEY_ID");
    }

    @Test
    void credentialsOfAnotherAccountStopBeforeAnythingIsSent() {
        aws.account("999900001111");
        var seen = status();
        assertThat(seen.exit()).isEqualTo(3);
        assertThat(seen.err()).contains("Wrong account", "111122223333", "999900001111", "--profile");
        assertThat(aws.received()).isEmpty();
    }

    @Test
    void aMissingParameterOfAnotherAccountIsTheWrongAccount() {
        aws.account("999900001111");
        aws.parameterError("ParameterNotFound");
        assertThat(status().err()).contains("Wrong account");
    }

    @Test
    void aMissingParameterIsAControlPlaneThatIsNotThere() {
        aws.parameterError("ParameterNotFound");
        var seen = status();
        assertThat(seen.exit()).isEqualTo(4);
        assertThat(seen.err()).contains("/slipway/local/status-url", "not deployed", "scripts/deploy.sh --env local");
    }

    @ParameterizedTest
    @ValueSource(strings = {"status", "hold support --reason fair", "approve --target support"})
    void whereFunctionUrlsAreDeniedTheParametersAreNamed(String typed, @TempDir Path checkout) throws IOException {
        var seen = Person.at(aws).in(unreachable(checkout)).types(typed.split(" ", -1));
        assertThat(seen.exit()).isEqualTo(1);
        assertThat(seen.err())
                .contains(
                        "\"operatorEntry\": \"private\"",
                        "/slipway/local/targets/TARGET",
                        "/slipway/local/images/TARGET/desired-image",
                        "docs/environments.md");
        assertThat(aws.received()).isEmpty();
    }

    @Test
    void whereFunctionUrlsAreDeniedTheDoctorAsksNoFunction(@TempDir Path checkout) throws IOException {
        var seen = Person.at(aws).in(unreachable(checkout)).types("doctor");
        assertThat(seen.out())
                .contains("What targets serve is not looked at", " stacks", " grants")
                .doesNotContain(" status function", " images", " targets\n", "scripts/slipway.sh");
        assertThat(aws.received()).isEmpty();
    }

    /** The double knows no more than parameters, so most checks cannot be made. */
    @Test
    void aDoctorWhoFindsNoProblemIsContentAndShowsWhatHeWarnsOf() {
        aws.answer("targets", "{'schema':1,'targets':[]}");
        var seen = Person.at(aws).types("doctor");
        assertThat(seen.out()).contains("✓ status function", "! stacks").doesNotContain("✗");
        assertThat(seen.exit()).isZero();
    }

    @Test
    void aDoctorWhoCouldLookAtNothingIsNot() {
        aws.parameterError("InternalServerError");
        var seen = Person.at(aws).types("doctor");
        assertThat(seen.out()).contains("! stacks").doesNotContain("✓", "✗");
        assertThat(seen.exit()).isEqualTo(4);
    }

    @Test
    void aDoctorOfOneTargetLooksAtItAloneAndKnowsWhereItIsNotDeclared() {
        aws.answer("targets", "{'schema':1,'targets':[{'name':'support'},{'name':'concierge'}]}");
        aws.answer("target", "{'schema':1,'target':{'name':'support','state':'idle'}}");
        var seen = Person.at(aws).types("doctor", "--target", "support");
        assertThat(seen.out())
                .contains("There is no declaration /slipway/local/targets/support.", "✓ targets")
                .doesNotContain(" stacks", " functions", " executions");
        assertThat(aws.bodies())
                .filteredOn(body -> body.has("target"))
                .extracting(body -> body.path("target").asText())
                .containsOnly("support");
        assertThat(seen.exit()).isEqualTo(1);
    }

    private static Path unreachable(Path checkout) throws IOException {
        Files.createDirectory(checkout.resolve("infra"));
        Files.writeString(checkout.resolve("infra/environments.json"), """
                {"local": {"account": "111122223333", "region": "eu-central-1", "prefix": "slipway", "operatorEntry": "private"}}""");
        return checkout;
    }

    @Test
    void aFunctionThatFailsIsNotTheCallersFault() {
        aws.reply("targets", 502, "", "Internal Server Error");
        var seen = status();
        assertThat(seen.exit()).isEqualTo(4);
        assertThat(seen.err()).contains("HTTP 502");
    }

    @Test
    void anotherSchemaIsNotGuessedAt() {
        aws.answer("targets", "{'schema':2,'targets':[]}");
        var seen = status();
        assertThat(seen.exit()).isEqualTo(4);
        assertThat(seen.err()).contains("another schema (2)");
    }

    @Test
    void aCloudThatIsNotThereIsNamed() {
        aws.close();
        var seen = status();
        assertThat(seen.exit()).isEqualTo(4);
        assertThat(seen.err()).contains(aws.uri().toString(), "scripts/local.sh --serve");
    }

    @Test
    void whatARefusalSaysCannotSteerTheTerminal() {
        aws.reply("targets", 409, "", "{'schema':1,'error':{'code':'X','message':'a\\u001b[2Jb\\u202ec'}}");
        assertThat(status().err()).contains("a\\u001b[2Jb\\u202ec").doesNotContain("\u001b", "\u202e");
    }

    @Test
    void withoutAnEnvironmentThereIsAChoice() {
        var seen = new Person().types("status");
        assertThat(seen.exit()).isEqualTo(2);
        assertThat(seen.err()).contains("--env NAME", "SLIPWAY_ENVIRONMENT", "There are: local");
    }

    @Test
    void theEnvironmentMayStandInAVariable() {
        aws.answer("targets", "{'schema':1,'targets':[]}");
        assertThat(Person.at(aws)
                        .with("SLIPWAY_ENVIRONMENT", "local")
                        .types("status")
                        .exit())
                .isZero();
        assertThat(Person.at(aws)
                        .with("SLIPWAY_ENVIRONMENT", "moon")
                        .types("status")
                        .err())
                .contains("'moon'");
        assertThat(Person.at(aws)
                        .with("SLIPWAY_ENVIRONMENT", "moon")
                        .types("status", "--env", "local")
                        .exit())
                .isZero();
    }

    private Person.Seen status() {
        return Person.at(aws).types("status");
    }
}
