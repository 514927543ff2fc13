package slipway.local.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BillTest {
    private final Prices prices = Prices.load();

    @Test
    void sumsUpWhatWasUsedTheDearestFirst() {
        Bill bill = Bill.of("One rollout", Map.of("lambda-requests", 20.0, "states-standard", 40.0), prices);
        assertThat(bill.lines())
                .extracting(line -> line.price().item())
                .containsExactly("states-standard", "lambda-requests");
        assertThat(bill.total()).isCloseTo(0.001004, within(1e-9));
    }

    @Test
    void whatWasNotUsedIsNoLine() {
        assertThat(Bill.of("Nothing", Map.of("kms-keys", 0.0), prices).lines()).isEmpty();
    }

    @Test
    void nothingIsLeftOutForWantOfAPrice() {
        assertThatThrownBy(() -> Bill.of("One rollout", Map.of("nat-gateways", 1.0), prices))
                .hasMessageContaining("no price of nat-gateways");
    }

    @Test
    void everyPriceIsPositiveAndNamesItsSource() {
        assertThat(prices.prices()).isNotEmpty().allSatisfy(price -> {
            assertThat(price.usd()).isPositive();
            assertThat(price.of()).isPositive();
            assertThat(price.source()).hasScheme("https").hasHost("aws.amazon.com");
        });
        assertThat(List.copyOf(prices.prices())).extracting(Prices.Price::item).doesNotHaveDuplicates();
    }
}
