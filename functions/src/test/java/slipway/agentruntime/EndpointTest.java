package slipway.agentruntime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EndpointTest {

    @ParameterizedTest
    @CsvSource({
        "READY, 3, 3, true",
        "READY, 2, 3, false",
        "READY, 3, 2, false",
        "READY, 2, 2, false",
        "READY, , 3, false",
        "READY, 3, , false",
        "UPDATING, 3, 3, false",
        "UPDATE_FAILED, 3, 3, false",
        "CREATING, , 3, false",
    })
    void itServesAVersionThatAnswersAndThatItIsNotLeaving(
            EndpointStatus status, Integer live, Integer target, boolean serves) {
        var endpoint = new Endpoint(
                new EndpointName("live"), status, version(live), version(target), Optional.empty(), "arn:aws:live");
        assertThat(endpoint.serves(new Version(3))).isEqualTo(serves);
    }

    private static Optional<Version> version(Integer number) {
        return Optional.ofNullable(number).map(Version::new);
    }
}
