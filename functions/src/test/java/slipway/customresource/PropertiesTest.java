package slipway.customresource;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;

class PropertiesTest {

    enum Speed {
        FAST,
        VERY_SLOW
    }

    @Test
    void everyValueArrivesAsTextAndIsReadAsWhatItIs() {
        Properties properties = properties("""
                {"Name": "lamp", "On": "true", "Size": "5", "Speed": "very-slow", "Tags": ["a", "b"],
                 "Shade": {"Colour": "red"}, "Bulbs": [{"Watt": "40"}, {"Watt": "60"}], "Absent": null}
                """);

        assertThat(properties.text("Name")).isEqualTo("lamp");
        assertThat(properties.flag("On", false)).isTrue();
        assertThat(properties.number("Size", 1, 10, 1)).isEqualTo(5);
        assertThat(properties.choice("Speed", Speed.class, Speed.FAST)).isEqualTo(Speed.VERY_SLOW);
        assertThat(properties.texts("Tags")).containsExactly("a", "b");
        assertThat(properties.object("Shade").orElseThrow().text("Colour")).isEqualTo("red");
        assertThat(properties.objects("Bulbs"))
                .extracting(bulb -> bulb.number("Watt", 1, 100, 1))
                .containsExactly(40L, 60L);
        assertThat(properties.typed("Size", Integer::valueOf, "write a number")).contains(5);
        assertThat(properties.optional("Absent")).isEmpty();
        properties.refuseOthers();
        assertThat(properties.problems()).isEmpty();
    }

    @Test
    void whatIsNotThereHasItsDefault() {
        Properties properties = properties("{}");

        assertThat(properties.flag("On", true)).isTrue();
        assertThat(properties.number("Size", 1, 10, 7)).isEqualTo(7);
        assertThat(properties.choice("Speed", Speed.class, Speed.FAST)).isEqualTo(Speed.FAST);
        assertThat(properties.texts("Tags")).isEmpty();
        assertThat(properties.object("Shade")).isEmpty();
        assertThat(properties.problems()).isEmpty();
    }

    @Test
    void everyProblemIsToldAtOnceWithPathAndRemedy() {
        Properties properties = properties("""
                {"On": "yes", "Size": "eleven", "Speed": "medium", "Tags": ["a", ["b"]], "Shade": {"Colour": {}, "Hue": "1"},
                 "Bulbs": [{}, "none", {"Watt": "900"}], "Lamp": "left", "Port": "x"}
                """);

        properties.text("Name");
        properties.flag("On", false);
        properties.number("Size", 1, 10, 1);
        properties.choice("Speed", Speed.class, Speed.FAST);
        properties.texts("Tags");
        Properties shade = properties.object("Shade").orElseThrow();
        shade.text("Colour");
        shade.refuseOthers();
        properties.objects("Bulbs").forEach(bulb -> bulb.number("Watt", 1, 100, 1));
        properties.typed("Port", Integer::valueOf, "write a port");
        properties.refuseOthers();

        assertThat(properties.problems())
                .containsExactly(
                        "Name is missing: add it",
                        "On is 'yes': write true or false",
                        "Size is 'eleven': write a whole number from 1 to 10",
                        "Speed is 'medium': write fast or very-slow",
                        "Tags[1] is no text: write a text",
                        "Shade.Colour is no text: write a text",
                        "Shade.Hue is not known: correct or remove it (known: Colour)",
                        "Bulbs[1] is no object: write an object",
                        "Bulbs[2].Watt is '900': write a whole number from 1 to 100",
                        "Port does not fit: write a port",
                        "Lamp is not known: correct or remove it (known: Bulbs, Name, On, Port, Shade, Size, Speed, Tags)");
    }

    @Test
    void aListOrAnObjectThatIsSomethingElseIsAProblemAndNoMore() {
        Properties properties = properties("{\"Tags\": \"a\", \"Shade\": \"red\", \"Name\": {\"a\": \"b\"}}");

        assertThat(properties.texts("Tags")).isEmpty();
        assertThat(properties.object("Shade")).isEmpty();
        assertThat(properties.text("Name")).isEmpty();

        assertThat(properties.problems())
                .containsExactly(
                        "Tags is no list: write a list",
                        "Shade is no object: write an object",
                        "Name is no text: write a text");
    }

    @Test
    void aPropertyThatIsReadTwiceHasItsProblemOnce() {
        Properties properties = properties("{\"On\": \"yes\"}");
        properties.flag("On", false);
        properties.flag("On", true);
        assertThat(properties.problems()).hasSize(1);
    }

    @Test
    void theKitsOwnPropertiesAreKnownAtTheTopAlone() {
        Properties properties = properties(
                "{\"ServiceToken\": \"a\", \"ServiceTimeout\": \"60\", \"Shade\": {\"ServiceToken\": \"a\"}}");
        properties.object("Shade").orElseThrow().refuseOthers();
        properties.refuseOthers();
        assertThat(properties.problems())
                .containsExactly("Shade.ServiceToken is not known: correct or remove it (known: none is)");
    }

    @Test
    void aSecretIsNeverShown() {
        Properties properties = properties(
                "{\"Token\": \"hunter2\", \"Login\": {\"Times\": \"hunter2\", \"Deep\": {\"On\": \"hunter2\"}}}");

        properties.typed("Token", Integer::valueOf, "write a number");
        Properties login = properties.secrets("Login").orElseThrow();
        login.number("Times", 1, 3, 1);
        login.object("Deep").orElseThrow().flag("On", true);

        assertThat(properties.problems()).hasSize(3).noneMatch(problem -> problem.contains("hunter2"));
    }

    @Test
    void whatIsShownForgesNoLineAndFillsNoPage() {
        Properties properties =
                properties("{\"On\": \"no\\nERROR forged\", \"Size\": \"%s\"}".formatted("9".repeat(60_000)));
        properties.flag("On", false);
        properties.number("Size", 1, 10, 1);
        properties.refuseOthers();
        assertThat(properties.problems())
                .hasSize(2)
                .allMatch(problem -> problem.length() < 200 && !problem.contains("\n"));
    }

    private static Properties properties(String json) {
        try {
            return Properties.of((ObjectNode) new ObjectMapper().readTree(json));
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }
}
