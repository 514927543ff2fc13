package slipway.agentruntime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import slipway.failure.AwsFailure;
import slipway.failure.AwsFailure.Kind;
import slipway.image.Samples;

/**
 * What every implementation of {@link AgentRuntimes} and {@link RuntimeLifecycle} does; run against the fake, and
 * against the local cloud.
 */
public abstract class AgentRuntimesContract {
    private static final Version FIRST = new Version(1);
    private static final Version SECOND = new Version(2);
    private static final EndpointName LIVE = new EndpointName("live");
    private static final Map<String, String> OPT_IN = Map.of("slipway:control-plane", "slipway/local");

    private RuntimeId id = RuntimeSamples.SUPPORT_ID;

    /** What is tested. */
    protected abstract AgentRuntimes runtimes();

    /** What is tested, for those who own runtimes. */
    protected abstract RuntimeLifecycle lifecycle();

    /** Makes a runtime whose version 1 is READY. */
    protected abstract RuntimeId given(RuntimeName name, ObjectNode configuration, Map<String, String> tags);

    /** Returns when nothing is under way any more on the runtime and its endpoints. */
    protected abstract void settle(RuntimeId runtime);

    /** An update that begins now is under way when the next call comes. */
    protected abstract void takeTime();

    @BeforeEach
    void aRuntime() {
        id = given(RuntimeSamples.SUPPORT, RuntimeSamples.configuration(), OPT_IN);
    }

    @Test
    void findsARuntimeByItsName() {
        given(new RuntimeName("other"), RuntimeSamples.configuration(), Map.of());
        assertThat(runtimes().find(RuntimeSamples.SUPPORT)).contains(id);
        assertThat(runtimes().find(new RuntimeName("absent"))).isEmpty();
    }

    @Test
    void returnsMembersThatNobodyHasHeardOf() {
        var document = runtimes().latest(id);
        assertThat(document.version()).isEqualTo(FIRST);
        assertThat(document.status()).isEqualTo(RuntimeStatus.READY);
        assertThat(document.json().path("hooksConfiguration"))
                .isEqualTo(RuntimeSamples.configuration().path("hooksConfiguration"));
    }

    @Test
    void anUpdateThatChangesTheImageChangesNothingElse() {
        var wanted = runtimes().latest(id).withImage(Samples.image("1.1.0", "a"));
        var version = update(wanted.updateBody(RuntimeSamples.TOKEN));
        settle(id);
        assertThat(version).isEqualTo(SECOND);
        assertThat(runtimes().version(id, version).orElseThrow().differences(wanted))
                .isEmpty();
        assertThat(runtimes().latest(id).version()).isEqualTo(version);
    }

    @Test
    void anUpdateResetsWhatItLeavesOut() {
        var body = runtimes().latest(id).updateBody(RuntimeSamples.TOKEN);
        body.remove(List.of("environmentVariables", "hooksConfiguration"));
        var version = update(body);
        settle(id);
        var json = runtimes().version(id, version).orElseThrow().json();
        assertThat(json.path("environmentVariables").path("API_KEY").isMissingNode())
                .isTrue();
        assertThat(json.has("hooksConfiguration")).isFalse();
    }

    @Test
    void anOldVersionStaysAsItWas() {
        var before = runtimes().latest(id);
        update(before.withImage(Samples.image("1.1.0", "a")).updateBody(RuntimeSamples.TOKEN));
        settle(id);
        assertThat(runtimes().version(id, FIRST).orElseThrow().differences(before))
                .isEmpty();
    }

    @Test
    void theSameClientTokenMakesOneVersion() {
        var body = runtimes().latest(id).updateBody(RuntimeSamples.TOKEN);
        assertThat(update(body)).isEqualTo(SECOND);
        settle(id);
        assertThat(update(body)).isEqualTo(SECOND);
        assertThat(runtimes().latest(id).version()).isEqualTo(SECOND);
    }

    @Test
    void aVersionThatIsNotThereIsNoFailure() {
        assertThat(runtimes().version(id, new Version(7))).isEmpty();
        assertThat(runtimes().version(RuntimeSamples.SUPPORT_ID, FIRST)).isEmpty();
    }

    @Test
    void aRuntimeThatIsNotThereIsNotFound() {
        assertThatThrownBy(() -> runtimes().latest(RuntimeSamples.SUPPORT_ID))
                .isInstanceOfSatisfying(
                        AwsFailure.class, failure -> assertThat(failure.kind()).isEqualTo(Kind.NOT_FOUND));
    }

    @Test
    void anUpdateWhileOneIsUnderWayIsAConflict() {
        var body = runtimes().latest(id).updateBody(RuntimeSamples.TOKEN);
        takeTime();
        update(body);
        var another = body.deepCopy().put("clientToken", "u".repeat(64));
        assertThatThrownBy(() -> update(another))
                .isInstanceOfSatisfying(
                        AwsFailure.class, failure -> assertThat(failure.kind()).isEqualTo(Kind.CONFLICT));
    }

    @Test
    void theDefaultEndpointFollowsEveryUpdateAndANamedOneStays() {
        createLive();
        update(runtimes().latest(id).updateBody(RuntimeSamples.TOKEN));
        settle(id);
        assertThat(endpoint(new EndpointName("DEFAULT")).serves(SECOND)).isTrue();
        assertThat(endpoint(LIVE).serves(FIRST)).isTrue();
    }

    @Test
    void anEndpointIsMadeOnceAndCarriesItsTags() {
        createLive();
        assertThat(endpoint(LIVE).serves(FIRST)).isTrue();
        assertThat(runtimes().tags(endpoint(LIVE).arn())).isEqualTo(OPT_IN);
        assertThatThrownBy(() -> runtimes().createEndpoint(id, LIVE, FIRST, "v".repeat(64), OPT_IN))
                .isInstanceOfSatisfying(
                        AwsFailure.class, failure -> assertThat(failure.kind()).isEqualTo(Kind.CONFLICT));
    }

    @Test
    void anEndpointServesAVersionOnlyWhenItHasMoved() {
        createLive();
        update(runtimes().latest(id).updateBody(RuntimeSamples.TOKEN));
        settle(id);
        takeTime();
        runtimes().moveEndpoint(id, LIVE, SECOND, "w".repeat(64));
        assertThat(endpoint(LIVE).serves(SECOND)).isFalse();
        assertThat(endpoint(LIVE).targetVersion()).contains(SECOND);
        settle(id);
        assertThat(endpoint(LIVE).serves(SECOND)).isTrue();
    }

    @Test
    void anEndpointThatIsNotThereIsNoneAndIsDeletedWithoutFailure() {
        assertThat(runtimes().endpoint(id, LIVE)).isEmpty();
        runtimes().deleteEndpoint(id, LIVE, RuntimeSamples.TOKEN);
        createLive();
        runtimes().deleteEndpoint(id, LIVE, "x".repeat(64));
        settle(id);
        assertThat(runtimes().endpoint(id, LIVE)).isEmpty();
    }

    @Test
    void returnsTheTagsOfARuntime() {
        assertThat(runtimes().tags(runtimes().latest(id).arn())).isEqualTo(OPT_IN);
    }

    @Test
    void makesARuntimeWithItsConfigurationAndTags() {
        RuntimeId made = lifecycle().create(creation("made"));
        settle(made);
        assertThat(runtimes().find(new RuntimeName("made"))).contains(made);
        assertThat(runtimes().latest(made).status()).isEqualTo(RuntimeStatus.READY);
        assertThat(runtimes().latest(made).json().path("environmentVariables"))
                .isEqualTo(RuntimeSamples.configuration().path("environmentVariables"));
        assertThat(runtimes().tags(runtimes().latest(made).arn())).isEqualTo(OPT_IN);
    }

    @Test
    void theSameClientTokenMakesOneRuntime() {
        RuntimeId made = lifecycle().create(creation("made"));
        settle(made);
        assertThat(lifecycle().create(creation("made"))).isEqualTo(made);
    }

    @Test
    void aNameThatIsTakenIsAConflict() {
        assertThatThrownBy(() -> lifecycle().create(creation(RuntimeSamples.SUPPORT.value())))
                .isInstanceOfSatisfying(
                        AwsFailure.class, failure -> assertThat(failure.kind()).isEqualTo(Kind.CONFLICT));
    }

    @Test
    void deletesARuntimeWithItsEndpointsAndOneThatIsGoneToo() {
        createLive();
        lifecycle().delete(id, "d".repeat(64));
        settleDeletion(id);
        assertThat(runtimes().find(RuntimeSamples.SUPPORT)).isEmpty();
        assertThatThrownBy(() -> runtimes().latest(id))
                .isInstanceOfSatisfying(
                        AwsFailure.class, failure -> assertThat(failure.kind()).isEqualTo(Kind.NOT_FOUND));
        lifecycle().delete(id, "e".repeat(64));
    }

    @Test
    void aRuntimeThatIsBusyIsNotDeleted() {
        takeTime();
        update(runtimes().latest(id).updateBody(RuntimeSamples.TOKEN));
        assertThatThrownBy(() -> lifecycle().delete(id, "d".repeat(64)))
                .isInstanceOfSatisfying(
                        AwsFailure.class, failure -> assertThat(failure.kind()).isEqualTo(Kind.CONFLICT));
    }

    @Test
    void addsReplacesAndRemovesTags() {
        String arn = runtimes().latest(id).arn();
        lifecycle().tag(arn, Map.of("team", "support and sales", "slipway:made-by", "a stack"));
        lifecycle().tag(arn, Map.of("team", "sales"));
        lifecycle().untag(arn, Set.of("slipway:made-by", "absent"));
        assertThat(runtimes().tags(arn))
                .containsOnly(Map.entry("team", "sales"), Map.entry("slipway:control-plane", "slipway/local"));
    }

    private static ObjectNode creation(String name) {
        ObjectNode body = RuntimeSamples.configuration();
        body.put("agentRuntimeName", name).put("clientToken", RuntimeSamples.TOKEN);
        OPT_IN.forEach(body.putObject("tags")::put);
        return body;
    }

    private void settleDeletion(RuntimeId runtime) {
        for (int look = 0; look < 100 && !isGone(runtime); look++) {
            assertThat(runtimes().latest(runtime).status()).isEqualTo(RuntimeStatus.DELETING);
        }
    }

    private boolean isGone(RuntimeId runtime) {
        return runtimes().find(RuntimeSamples.SUPPORT).filter(runtime::equals).isEmpty();
    }

    private void createLive() {
        runtimes().createEndpoint(id, LIVE, FIRST, "y".repeat(64), OPT_IN);
        settle(id);
    }

    private Version update(ObjectNode body) {
        return runtimes().update(id, body);
    }

    private Endpoint endpoint(EndpointName name) {
        return runtimes().endpoint(id, name).orElseThrow();
    }
}
