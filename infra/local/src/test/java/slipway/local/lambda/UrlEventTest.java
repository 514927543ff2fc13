package slipway.local.lambda;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import slipway.local.edge.Caller;

class UrlEventTest {
    private static final Instant NOW = Instant.parse("2026-11-21T08:00:30Z");

    @ParameterizedTest
    @CsvSource({
        "application/json; charset=utf-8, hi, false",
        "text/plain, hi, false",
        "application/problem+json, hi, false",
        "application/x-www-form-urlencoded, aGk=, true",
        "image/png, aGk=, true"
    })
    void onlyTextIsHandedOverAsItIs(String contentType, String body, boolean encoded) {
        ObjectNode event = event(contentType, "hi");

        assertThat(event.path("body").asText()).isEqualTo(body);
        assertThat(event.path("isBase64Encoded").asBoolean()).isEqualTo(encoded);
    }

    @Test
    void withoutABodyThereIsNone() {
        ObjectNode event = event("image/png", "");

        assertThat(event.has("body")).isFalse();
        assertThat(event.path("isBase64Encoded").asBoolean()).isFalse();
    }

    @Test
    void timesAreTheClouds() {
        ObjectNode event = event("text/plain", "");

        assertThat(event.at("/requestContext/time").asText()).isEqualTo("21/Nov/2026:08:00:30 +0000");
        assertThat(event.at("/requestContext/timeEpoch").asLong()).isEqualTo(NOW.toEpochMilli());
    }

    @Test
    void whatTheAccountHasNotIsNull() {
        assertThat(event("text/plain", "").at("/requestContext/authorizer/iam"))
                .isEqualTo(LocalFunctions.json("""
                {"accessKey":"ASIA1","accountId":"111122223333","callerId":"%1$s","cognitoIdentity":null,
                 "principalOrgId":null,"userArn":"arn:aws:iam::111122223333:user/administrator","userId":"%1$s"}""".formatted(LocalFunctions.PERSON.userId())));
    }

    private static ObjectNode event(String contentType, String body) {
        FunctionUrl url = new FunctionUrl("abc", new FunctionRef("desk", "live"), FunctionUrl.AuthType.AWS_IAM);
        Caller caller = LocalFunctions.PERSON;
        UrlRequest request = new UrlRequest(
                url, caller, "ASIA1", "POST", "/", Map.of(), Map.of("content-type", contentType), body.getBytes(UTF_8));
        return UrlEvent.of(request, LocalFunctions.PLACE, NOW);
    }
}
