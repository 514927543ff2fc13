package slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import slipway.cli.GrantsReview.Excuse;
import slipway.local.iam.Grant;

class GrantsReviewTest {
    private static final List<Grant> ALLOWED = Stream.concat(
                    statement("[\"sqs:SendMessage\",\"sqs:PurgeQueue\"]", "[\"arn:a\",\"arn:b\"]"),
                    statement("[\"kms:Encrypt\"]", "[\"arn:key\"]"))
            .toList();

    @Test
    void whatIsCalledIsNeeded() {
        assertThat(review(ALLOWED).unneeded()).isEmpty();
    }

    @Test
    void anActionThatNothingCallsIsNamedWithItsRoleAndItsPolicy() {
        assertThat(review(without("sqs:PurgeQueue")).unneeded())
                .singleElement()
                .asString()
                .startsWith("worker: nothing calls sqs:PurgeQueue, which own allows by {");
    }

    @Test
    void aResourceThatNothingCallsIsNamed() {
        List<Grant> called = ALLOWED.stream()
                .filter(grant -> !grant.resource().equals("arn:b"))
                .toList();

        assertThat(review(called).unneeded()).singleElement().asString().contains("nothing calls arn:b");
    }

    @Test
    void aResourceOfWhatIsNotCalledAtAllIsNotNamedBesides() {
        assertThat(review(without("kms:Encrypt")).unneeded())
                .singleElement()
                .asString()
                .contains("kms:Encrypt");
    }

    @Test
    void anExcuseHoldsAsLongAsNothingCalls() {
        Excuse excuse = Excuse.never("*", "kms:*", "written through the table's service");

        assertThat(review(without("kms:Encrypt"), excuse).unneeded()).isEmpty();
        assertThat(review(without("kms:Encrypt"), excuse).idleExcuses()).isEmpty();
        assertThat(review(ALLOWED, excuse).idleExcuses())
                .singleElement()
                .asString()
                .contains("(*, kms:*)", "is called after all");
    }

    @Test
    void whatIsCalledByChanceMayBeCalledOrNot() {
        Excuse excuse = Excuse.byChance("worker", "kms:Encrypt", "where two meet");

        assertThat(review(ALLOWED, excuse).idleExcuses()).isEmpty();
        assertThat(review(without("kms:Encrypt"), excuse).unneeded()).isEmpty();
    }

    @Test
    void anExcuseForAnotherRoleIsNone() {
        Excuse excuse = Excuse.never("other", "kms:Encrypt", "no such grant");

        assertThat(review(without("kms:Encrypt"), excuse).unneeded()).hasSize(1);
        assertThat(review(without("kms:Encrypt"), excuse).idleExcuses()).hasSize(1);
    }

    private static GrantsReview review(List<Grant> called, Excuse... excuses) {
        return new GrantsReview(ALLOWED, called, List.of(excuses));
    }

    private static List<Grant> without(String action) {
        return ALLOWED.stream().filter(grant -> !grant.action().equals(action)).toList();
    }

    private static Stream<Grant> statement(String actions, String resources) {
        JsonNode statement = json("{\"Effect\":\"Allow\",\"Action\":%s,\"Resource\":%s}".formatted(actions, resources));
        return statement
                .path("Action")
                .valueStream()
                .flatMap(action -> statement
                        .path("Resource")
                        .valueStream()
                        .map(resource -> new Grant("worker", "own", statement, action.asText(), resource.asText())));
    }

    private static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
