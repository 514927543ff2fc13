package slipway.local.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import slipway.local.edge.Fault;
import slipway.local.edge.Faults;
import slipway.local.edge.Identities;
import slipway.local.edge.Place;
import slipway.local.json.Json;
import slipway.local.time.ScaledClock;

class FaultJsonTest {
    private static final Path PAGE = Path.of(System.getProperty("slipway.root", "../.."), "docs/faults.md");
    private static final List<String> RULES = List.of(
            "{'fault':'throttle'}",
            "{'fault':'broken','afterEffect':true}",
            "{'fault':'refuse','status':503,'code':'ServiceUnavailable','message':'Later'}",
            "{'fault':'deny','by':'rollout','resource':'/live','nth':2,'times':3}",
            "{'fault':'delay','seconds':1.5}",
            "{'fault':'reset'}",
            "{'fault':'silence','realSeconds':30.0}",
            "{'fault':'kill','nth':4}",
            "{'fault':'full'}",
            "{'fault':'asleep'}",
            "{'fault':'slow','seconds':600.0}",
            "{'fault':'fails','reason':'no capacity'}",
            "{'fault':'stale','chance':0.25,'seed':7}",
            "{'fault':'lost'}",
            "{'fault':'late','seconds':60.0}",
            "{'fault':'twice'}",
            "{'fault':'shuffled','seconds':60.0}");

    private final ScaledClock clock = new ScaledClock(1);
    private final Faults faults = new Faults(new Identities(new Place("111122223333", "eu-central-1")), clock);

    @AfterEach
    void stop() {
        clock.close();
    }

    @Test
    void everyFaultThatThereIsCanBeWrittenAndComesBack() {
        for (String text : RULES) {
            ObjectNode rule = rule(text);
            String shown = FaultJson.write(faults.arm(FaultJson.read(rule))).toString();

            assertThat(Json.read(shown).properties()).as(text).containsAll(rule.properties());
        }
        assertThat(RULES.stream().map(text -> rule(text).path("fault").asText()))
                .containsExactlyInAnyOrderElementsOf(kinds());
    }

    @Test
    void aRateHitsForEverWhereNothingElseIsSaid() {
        assertThat(FaultJson.read(rule("{'fault':'lost','chance':0.1}")).times())
                .isEqualTo(Integer.MAX_VALUE);
        assertThat(FaultJson.read(rule("{'fault':'lost'}")).times()).isEqualTo(1);
    }

    @Test
    void thePageExplainsEveryFault() throws IOException {
        String page = Files.readString(PAGE);

        assertThat(kinds()).allSatisfy(kind -> assertThat(page).contains("\n| `" + kind + "` |"));
    }

    private static List<String> kinds() {
        return kinds(Fault.class)
                .map(type -> type.getSimpleName().toLowerCase(Locale.ROOT))
                .toList();
    }

    private static Stream<Class<?>> kinds(Class<?> type) {
        return type.isSealed()
                ? Arrays.stream(type.getPermittedSubclasses()).flatMap(FaultJsonTest::kinds)
                : Stream.of(type);
    }

    private static ObjectNode rule(String text) {
        return ((ObjectNode) Json.read(text.replace('\'', '"'))).put("action", "a:B");
    }
}
