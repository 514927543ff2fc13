package slipway.parameter;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import slipway.parameter.Parameters.Write;

/** What every implementation of {@link Parameters} does; run against the fake, and against the local cloud. */
public abstract class ParametersContract {
    private static final String NAME = "/slipway/local/images/support/desired-image";
    private static final String OURS = "slipway-local-image-pushed";

    /** What is tested, as the role of this name uses it. */
    protected abstract Parameters as(String role);

    @Test
    void whatIsNotThereHasNoValueAndNoHistory() {
        assertThat(as(OURS).get(NAME)).isEmpty();
        assertThat(as(OURS).history(NAME)).isEmpty();
    }

    @Test
    void aValueIsCreatedThenOverwritten() {
        as(OURS).put(NAME, "first");
        assertThat(as(OURS).get(NAME)).contains("first");
        as(OURS).put(NAME, "second");
        assertThat(as("another").get(NAME)).contains("second");
    }

    @Test
    void whatIsRemovedIsGoneWithItsHistoryAndCountsFromOneAgain() {
        as(OURS).put(NAME, "first");
        as(OURS).put(NAME, "second");
        as(OURS).remove(NAME);
        assertThat(as(OURS).get(NAME)).isEmpty();
        assertThat(as(OURS).history(NAME)).isEmpty();
        as(OURS).put(NAME, "third");
        assertThat(as(OURS).history(NAME)).extracting(Write::version).containsExactly(1L);
    }

    @Test
    void removingWhatIsGoneIsDone() {
        as(OURS).remove(NAME);
        assertThat(as(OURS).get(NAME)).isEmpty();
    }

    @Test
    void theHistoryNamesEveryWriteAndWhoMadeIt() {
        as(OURS).put(NAME, "first");
        as("somebody").put(NAME, "second");
        as(OURS).put(NAME, "second");

        Publishers publishers = new Publishers(Set.of(OURS));
        assertThat(as(OURS).history(NAME)).extracting(Write::version).containsExactly(1L, 2L, 3L);
        assertThat(as(OURS).history(NAME)).extracting(Write::value).containsExactly("first", "second", "second");
        assertThat(as(OURS).history(NAME)).extracting(publishers::wrote).containsExactly(true, false, true);
    }

    @Test
    void aHistoryOfMoreThanOnePageIsReadToItsEnd() {
        write(60);
        assertThat(as(OURS).history(NAME))
                .extracting(Write::version)
                .containsExactlyElementsOf(LongStream.rangeClosed(1, 60).boxed().toList());
    }

    @Test
    void theHistoryForgetsWhatIsOlderThanAHundredWrites() {
        write(103);
        assertThat(as(OURS).history(NAME))
                .extracting(Write::version)
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(4, 103).boxed().toList());
        assertThat(as(OURS).get(NAME)).contains("value 103");
    }

    @Test
    void theLastWritesOfManyComeTogether() {
        assertThat(as(OURS).last(List.of())).isEmpty();
        List<String> names = IntStream.range(0, 12)
                .mapToObj(number -> "/slipway/local/targets/t" + number)
                .toList();
        names.subList(1, 12).forEach(name -> as(OURS).put(name, "of " + name));
        as("somebody").put(names.get(11), "again");

        Map<String, Parameters.Last> last = as(OURS).last(names);
        assertThat(last.keySet()).containsExactlyInAnyOrderElementsOf(names.subList(1, 12));
        assertThat(last)
                .hasEntrySatisfying(
                        names.get(1), only -> assertThat(only.value()).isEqualTo("of " + names.get(1)))
                .hasEntrySatisfying(names.get(11), second -> {
                    assertThat(second.value()).isEqualTo("again");
                    assertThat(second.version()).isEqualTo(2);
                    assertThat(second.at()).isNotNull();
                });
    }

    @Test
    void theNamesBelowAPathAreToldEachOnceAndNoneBelowThose() {
        List<String> names = IntStream.range(0, 12)
                .mapToObj(number -> "/slipway/local/targets/t" + number)
                .toList();
        names.forEach(name -> as(OURS).put(name, "{}"));
        as(OURS).put("/slipway/local/targets/t1/more", "{}");
        as(OURS).put("/slipway/local/images/t1/desired-image", "{}");
        List<String> told = new ArrayList<>();
        as(OURS).names("/slipway/local/targets", told::add);
        assertThat(told).containsExactlyInAnyOrderElementsOf(names);
    }

    private void write(int times) {
        for (int write = 1; write <= times; write++) {
            as(OURS).put(NAME, "value " + write);
        }
    }
}
