package slipway.local.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import slipway.local.edge.AwsError;

class ConcurrencyTest {
    private final AccountConcurrency account = new AccountConcurrency(102);
    private final Reservation first = new Reservation("first", account, (function, metric, value) -> {});
    private final Reservation second = new Reservation("second", account, (function, metric, value) -> {});

    @Test
    void whatIsReservedIsNobodyElses() {
        first.set(OptionalInt.of(2));
        Reservation.Slot slot = first.enter();
        first.enter();

        assertThatThrownBy(first::enter)
                .isInstanceOfSatisfying(
                        AwsError.class,
                        error -> assertThat(error.members())
                                .containsEntry("Reason", "ReservedFunctionConcurrentInvocationLimitExceeded"));
        slot.close();
        first.enter();
        for (int i = 0; i < 100; i++) {
            second.enter();
        }
        assertThatThrownBy(second::enter)
                .isInstanceOfSatisfying(
                        AwsError.class,
                        error -> assertThat(error.members())
                                .containsEntry("Reason", "ConcurrentInvocationLimitExceeded"));
    }

    @Test
    void aHundredStayEverybodys() {
        first.set(OptionalInt.of(1));
        second.set(OptionalInt.of(1));

        assertThatThrownBy(() -> second.set(OptionalInt.of(2)))
                .hasMessageContaining("below its minimum value of [100]");
        assertThat(second.reserved()).hasValue(1);
        first.set(OptionalInt.empty());
        second.set(OptionalInt.of(2));
        assertThat(account.unreserved()).isEqualTo(100);
    }
}
