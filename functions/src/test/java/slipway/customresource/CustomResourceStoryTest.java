package slipway.customresource;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CustomResourceStoryTest {
    private static final Map<String, String> SMALL = Map.of("Name", "lamp", "Size", "5");
    private static final Map<String, String> LARGE = Map.of("Name", "lamp", "Size", "50");

    private final Things things = new Things();
    private final KitWorld world = new KitWorld(things);

    @Test
    void aCreateIsAnsweredWithIdAndAttributesWhenTheThingIsThere() {
        things.looks = 4;

        KitWorld.Arrived answer = world.answer(RequestSamples.create(Things.TYPE, SMALL));

        JsonNode json = answer.json();
        assertThat(json.path("Status").asText()).isEqualTo("SUCCESS");
        assertThat(json.path("PhysicalResourceId").asText()).startsWith("lamp-");
        assertThat(json.at("/Data/Arn").asText()).startsWith("arn:thing:lamp-");
        assertThat(json.path("StackId").asText()).isEqualTo(RequestSamples.STACK);
        assertThat(json.path("RequestId").asText()).isEqualTo("0f7d1a5e-5a3c-4c39-9d4f-7a1f4a1b2c3d");
        assertThat(json.path("LogicalResourceId").asText()).isEqualTo("Thing");
        assertThat(answer.url()).hasToString(RequestSamples.URL);
        assertThat(answer.at()).isEqualTo(KitWorld.NOON.plus(Duration.ofMinutes(1)));
        assertThat(things.there).hasSize(1);
    }

    @Test
    void anUpdateKnowsWhatWasThereBefore() {
        JsonNode json = world.answer(RequestSamples.update(Things.TYPE, "lamp-1", SMALL, LARGE))
                .json();

        assertThat(json.path("Status").asText()).isEqualTo("SUCCESS");
        assertThat(json.path("PhysicalResourceId").asText()).isEqualTo("lamp-1");
        assertThat(things.asked)
                .containsExactly("update Wanted[name=lamp, size=50] from Optional[Wanted[name=lamp, size=5]]");
    }

    @Test
    void aDeleteIsAnsweredWhenTheThingIsGone() {
        things.there.put("lamp-1", new Things.Wanted("lamp", 5));

        JsonNode json = world.answer(RequestSamples.delete(Things.TYPE, "lamp-1", SMALL))
                .json();

        assertThat(json.path("Status").asText()).isEqualTo("SUCCESS");
        assertThat(json.has("Data")).isFalse();
        assertThat(things.there).isEmpty();
    }
}
