package slipway.local.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import slipway.local.agentcore.Serving;
import slipway.local.json.Json;
import slipway.local.page.ControlPlane.Declared;
import slipway.local.page.Snapshot.Target;

final class TargetsTest {
    private static final String DIGEST = "sha256:" + "a".repeat(64);
    private static final String IMAGE = "1.dkr.ecr.eu-central-1.amazonaws.com/agents/support:1.4.2@" + DIGEST;
    private static final List<Serving> SERVING = List.of(
            serving("DEFAULT", 4), serving("prod", 3), serving("prod_candidate", 4), serving("prod_previous", 2));

    private final SortedMap<String, String> parameters = new TreeMap<>();

    TargetsTest() {
        parameters.put(
                "/acme/dev/targets/support", "{'runtime':{'name':'support'},'endpoint':'prod'}".replace('\'', '"'));
        parameters.put("/acme/dev/images/support/desired-image", IMAGE);
        parameters.put("/acme/dev/targets/support/more", "{}");
    }

    @Test
    void everyPlaneOfATargetIsShown() {
        Target target = target("{'declaration':'{}'}", Optional.empty());

        assertThat(target.plane()).isEqualTo("acme/dev");
        assertThat(target.desired()).isEqualTo(Words.image(IMAGE));
        assertThat(target.live()).isNotNull().extracting("version").isEqualTo(3);
        assertThat(target.candidate()).isNotNull().extracting("version").isEqualTo(4);
        assertThat(target.previous()).isNotNull().extracting("version").isEqualTo(2);
    }

    @Test
    void stateComesFromTheLedger() {
        assertThat(state("{'declaration':'{}'}")).isEqualTo("idle");
        assertThat(state("{}")).isEqualTo("undeclared");
        assertThat(state("{'declaration':'{}','restraint':{'vetoes':[{'digest':'%s'}]}}".formatted(DIGEST)))
                .isEqualTo("vetoed");
        assertThat(state("{'declaration':'{}','restraint':{'hold':{'reason':'holidays'}}}"))
                .isEqualTo("held");
    }

    @Test
    void whatARolloutDoesComesBeforeWhatHoldsTheTarget() {
        assertThat(doing("{}")).isEqualTo("rolling-out");
        assertThat(doing("{'progress':{'approval':{'askedAt':''}}}")).isEqualTo("waiting-for-approval");
        assertThat(doing("{'progress':{'approval':{'answer':{'approved':true}}}}"))
                .isEqualTo("rolling-out");
        assertThat(doing("{'progress':{'bake':{}}}")).isEqualTo("baking");
        assertThat(doing("{'progress':{'bake':{},'compensation':{}}}")).isEqualTo("rolling-out");
        assertThat(doing("{'ending':{'outcome':'STUCK'}}")).isEqualTo("stuck");
    }

    @Test
    void brokenDeclarationIsATargetThatDeclaresNothing() {
        parameters.put("/acme/dev/targets/support", "<script>");

        assertThat(state("{}")).isEqualTo("undeclared");
    }

    private String state(String item) {
        return target(item, Optional.empty()).state();
    }

    private String doing(String rollout) {
        return target("{'declaration':'{}','restraint':{'hold':{'reason':''}}}", Optional.of(read(rollout)))
                .state();
    }

    private Target target(String item, Optional<JsonNode> active) {
        List<Declared> declared = ControlPlane.declared(parameters);
        assertThat(declared).hasSize(1);
        return new Targets(SERVING).of(declared.getFirst(), read(item), active);
    }

    private static Serving serving(String endpoint, int version) {
        return new Serving(
                "support-0123456789", "support", endpoint, "READY", Optional.of(version), version, Optional.of(IMAGE));
    }

    private static JsonNode read(String json) {
        return Json.read(json.replace('\'', '"'));
    }
}
