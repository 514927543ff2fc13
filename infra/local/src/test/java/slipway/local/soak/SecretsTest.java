package slipway.local.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

class SecretsTest {
    private final Secrets secrets = new Secrets(7);

    private List<Secrets.Sort> in(String text) {
        List<Secrets.Sort> found = new ArrayList<>();
        secrets.in(text, found::add);
        return found;
    }

    @Test
    void whatWasPlantedIsFoundWhereverItStands() {
        String variable = secrets.plant(Secrets.Sort.VARIABLE);
        String noEcho = secrets.plant(Secrets.Sort.NO_ECHO);
        assertThat(in("{\"a\":\"x%sy\",\"b\":[\"%s\"]}".formatted(variable, noEcho)))
                .containsExactly(Secrets.Sort.VARIABLE, Secrets.Sort.NO_ECHO);
    }

    @Test
    void noTwoAreTheSame() {
        assertThat(secrets.plant(Secrets.Sort.ANSWER)).isNotEqualTo(secrets.plant(Secrets.Sort.ANSWER));
    }

    @Test
    void anAddressAtWhichAnybodyCouldAnswerForAResourceIsOne() {
        assertThat(in("PUT http://127.0.0.1:1/_cloudformation/response/0f8fad5b-d9cb-469f-a165-70867728950e?x=y"))
                .containsExactly(Secrets.Sort.RESPONSE_URL);
    }

    @Test
    void tokenOfAWaitIsOne() {
        byte[] token = new byte[480];
        token[3] = 42;
        token[7] = 2;
        Arrays.fill(token, 8, token.length, (byte) -1);
        assertThat(in("{\"token\":\"%s\"}".formatted(Base64.getEncoder().encodeToString(token))))
                .containsExactly(Secrets.Sort.TASK_TOKEN);
    }

    @Test
    void allElseIsNone() {
        assertThat(in("planted-nothing, and /_cloudformation/response/ of nobody"))
                .isEmpty();
    }
}
