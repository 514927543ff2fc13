package slipway.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import slipway.infra.naming.Handler;

class FunctionsTest {
    private static final Set<String> WITHOUT_LEDGER = Set.of("resource-request", "resource-failed");

    @ParameterizedTest
    @CsvSource({
        "image-pushed, slipway.publish.ImagePushedHandler, SLIPWAY_BUS SLIPWAY_PUBLISHER_ROLES",
        "target-declared, slipway.publish.TargetDeclaredHandler, SLIPWAY_BUS SLIPWAY_PUBLISHER_ROLES",
        "desired-image-changed, slipway.rollout.DesiredImageChangedHandler, SLIPWAY_BUS SLIPWAY_PUBLISHER_ROLES SLIPWAY_STATE_MACHINE",
        "rollout-interrupted, slipway.rollout.RolloutInterruptedHandler, SLIPWAY_BUS SLIPWAY_STATE_MACHINE",
        "alarm-state-changed, slipway.rollout.AlarmStateChangedHandler, SLIPWAY_BUS SLIPWAY_STATE_MACHINE",
        "stack-updated, slipway.rollout.StackUpdatedHandler, SLIPWAY_BUS SLIPWAY_STATE_MACHINE",
        "rollout, slipway.rollout.RolloutHandler, SLIPWAY_BUS SLIPWAY_KEY SLIPWAY_STATE_MACHINE",
        "smoke-test, slipway.smoke.SmokeTestHandler, ''",
        "drift-check, slipway.drift.DriftCheckHandler, SLIPWAY_BUS SLIPWAY_PUBLISHER_ROLES SLIPWAY_STATE_MACHINE",
        "operator, slipway.operate.OperatorHandler, SLIPWAY_BUS SLIPWAY_DRIFT_CHECK SLIPWAY_PUBLISHER_ROLES SLIPWAY_STATE_MACHINE",
        "status, slipway.operate.StatusHandler, ''",
        "resource-request, slipway.resource.ResourceRequestHandler, SLIPWAY_KEY SLIPWAY_REQUESTS SLIPWAY_RESOURCE_MACHINE",
        "resource-progress, slipway.resource.ResourceProgressHandler, SLIPWAY_BUS SLIPWAY_KEY SLIPWAY_REQUESTS SLIPWAY_STATE_MACHINE",
        "resource-failed, slipway.resource.ResourceFailedHandler, SLIPWAY_KEY SLIPWAY_REQUESTS SLIPWAY_RESOURCE_MACHINE",
    })
    void aFunctionHasItsHandlerAndTheSettingsItReads(String suffix, String handler, String settings) {
        var function = function(suffix);
        var expected = new TreeSet<>(Set.of("SLIPWAY_PREFIX", "SLIPWAY_ENVIRONMENT"));
        if (!WITHOUT_LEDGER.contains(suffix)) {
            expected.add("SLIPWAY_TABLE");
        }
        if (!settings.isEmpty()) {
            expected.addAll(List.of(settings.split(" ")));
        }
        assertThat(function.path("Handler").asText()).isEqualTo(handler + "::handleRequest");
        assertThat(function.at("/Environment/Variables").fieldNames())
                .toIterable()
                .containsExactlyInAnyOrderElementsOf(expected);
    }

    /** By its source, so that this module is built without the other one. */
    @ParameterizedTest
    @EnumSource(Handler.class)
    void aHandlerIsAClassOfTheDeployableWhoseLogTellsTheRequest(Handler handler) {
        var entry = function(handler.suffix()).path("Handler").asText().split("::", 2);
        assertThat(source(entry[0])).content().contains(" extends LoggedHandler ");
        assertThat(source("slipway.wiring.LoggedHandler")).content().contains(" " + entry[1] + "(");
    }

    private static Path source(String type) {
        return Synthesis.ROOT.resolve("functions/src/main/java").resolve(type.replace('.', '/') + ".java");
    }

    @ParameterizedTest
    @EnumSource(Handler.class)
    void aFunctionRunsOnJava25OnArmWithALogGroupOfItsOwn(Handler handler) {
        var function = function(handler.suffix());
        assertThat(function.path("Runtime").asText()).isEqualTo("java25");
        assertThat(function.at("/Architectures/0").asText()).isEqualTo("arm64");
        assertThat(function.at("/LoggingConfig/LogGroup").isMissingNode()).isFalse();
        var logs = Synthesis.resource(
                "AWS::Logs::LogGroup", "LogGroupName", "/aws/lambda/slipway-local-" + handler.suffix());
        assertThat(logs.path("RetentionInDays").asInt()).isEqualTo(7);
    }

    @Test
    void aSmokeTestMayTakeAsLongAsADeclarationSays() {
        var deadline = Synthesis.read(Synthesis.ROOT.resolve("events/declaration/schema.json"))
                .at("/properties/smokeTest/oneOf/0/properties/deadlineSeconds/maximum")
                .asInt();
        var timeout = function("smoke-test").path("Timeout").asInt();
        assertThat(timeout).isBetween(deadline + 30, 900);
        assertThat(StateMachineTest.definition()
                        .at("/States/SmokeTest/TimeoutSeconds")
                        .asInt())
                .isGreaterThan(timeout);
    }

    @Test
    void theFunctionsWhoseColdStartIsFeltRestoreFromASnapshot() {
        var snapping = Synthesis.resources("AWS::Lambda::Function").stream()
                .map(Synthesis.Resource::properties)
                .filter(function -> function.at("/SnapStart/ApplyOn").asText().equals("PublishedVersions"))
                .map(function -> function.path("FunctionName").asText())
                .toList();
        assertThat(snapping)
                .containsExactlyInAnyOrder(
                        "slipway-local-image-pushed", "slipway-local-desired-image-changed", "slipway-local-rollout");
    }

    @Test
    void everyAliasIsLive() {
        assertThat(Synthesis.resources("AWS::Lambda::Alias"))
                .hasSize(14)
                .allSatisfy(alias ->
                        assertThat(alias.properties().path("Name").asText()).isEqualTo("live"));
    }

    @Test
    void publishersAreNamedAsTheirRolesAre() {
        var named = function("desired-image-changed")
                .at("/Environment/Variables/SLIPWAY_PUBLISHER_ROLES")
                .asText();
        assertThat(Synthesis.roles().keySet()).contains(named.split(","));
        assertThat(named)
                .isEqualTo(
                        "slipway-local-image-pushed,slipway-local-target-declared,slipway-local-operator,slipway-local-drift-check");
    }

    private static JsonNode function(String suffix) {
        return Synthesis.resource("AWS::Lambda::Function", "FunctionName", "slipway-local-" + suffix);
    }
}
