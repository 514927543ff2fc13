package slipway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import slipway.agentruntime.EndpointName;
import slipway.agentruntime.RuntimeId;
import slipway.agentruntime.RuntimeName;
import slipway.image.Digest;
import slipway.image.Repository;
import slipway.image.Tag;
import slipway.parameter.ParameterNames;
import slipway.target.TargetName;

/** Names that become parts of URLs, of parameters' names and of images: none of them leads anywhere else. */
class PathTricksTest {
    private static final Map<String, Function<String, Object>> NAMES = Map.of(
            "target", TargetName::new,
            "tag", Tag::new,
            "digest", Digest::new,
            "repository", name -> new Repository("111122223333", "eu-central-1", name),
            "region", region -> new Repository("111122223333", region, "agents/support"),
            "account", account -> new Repository(account, "eu-central-1", "agents/support"),
            "runtime id", RuntimeId::new,
            "runtime name", RuntimeName::new,
            "endpoint", EndpointName::new);

    static Stream<Arguments> tricks() {
        return NAMES.keySet().stream()
                .sorted()
                .flatMap(kind -> Stream.of(
                                "..",
                                "../live",
                                "a/../b",
                                "..%2f..",
                                "%2e%2e",
                                "/etc/passwd",
                                "a\\b",
                                "a?version=1",
                                "a#b",
                                "a@evil.example",
                                "a\n",
                                "a\r\nHost: evil.example",
                                "a\u0000",
                                "\u202e",
                                "ａ",
                                "")
                        .map(trick -> Arguments.of(kind, trick)));
    }

    private static Object name(String kind, String text) {
        return Objects.requireNonNull(NAMES.get(kind)).apply(text);
    }

    @ParameterizedTest
    @MethodSource("tricks")
    void isRefusedWithoutBreakingALine(String kind, String trick) {
        assertThatThrownBy(() -> name(kind, trick))
                .isInstanceOf(IllegalArgumentException.class)
                .satisfies(refusal -> assertThat(refusal.getMessage()).doesNotContain("\n", "\r", "\u0000"));
    }

    @Property(tries = 2000, seed = "7")
    void whateverIsTakenStaysOneSegment(@ForAll("texts") String text) {
        for (String kind : List.of("target", "tag", "runtime id", "runtime name", "endpoint")) {
            try {
                assertThat(name(kind, text).toString())
                        .doesNotContain("/", "%", "?", "#", "@", ":", " ")
                        .isNotIn(".", "..");
            } catch (IllegalArgumentException refused) {
                assertThat(refused).hasMessageNotContaining("\n");
            }
        }
    }

    @Property(tries = 500, seed = "7")
    void aParameterOfATargetIsOneOfItsOwn(@ForAll("texts") String text) {
        ParameterNames names = new ParameterNames("slipway", "local");
        try {
            TargetName target = new TargetName(text);
            assertThat(names.declaration(target)).isEqualTo("/slipway/local/targets/" + text);
            assertThat(names.desiredImage(target).split("/", -1)).hasSize(6);
        } catch (IllegalArgumentException refused) {
            assertThat(refused).isNotNull();
        }
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.strings()
                .withChars("ab0A-._/%?#@: \n\\é")
                .ofMinLength(1)
                .ofMaxLength(12);
    }
}
