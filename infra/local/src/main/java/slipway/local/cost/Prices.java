package slipway.local.cost;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.List;
import java.util.Objects;

/**
 * AWS's list prices, from {@code prices.json}.
 *
 * @param region where they hold
 * @param asOf when they were looked up
 */
public record Prices(String region, String asOf, List<Price> prices) {

    /**
     * One price.
     *
     * @param item what is priced
     * @param unit what is counted
     * @param of how many units the price is for
     * @param usd in US dollars
     * @param source AWS's page that says so
     */
    public record Price(String item, String unit, long of, double usd, URI source) {
        double times(double amount) {
            return usd / of * amount;
        }
    }

    public static Prices load() {
        try (InputStream in = Objects.requireNonNull(Prices.class.getResourceAsStream("prices.json"))) {
            return JsonMapper.builder().build().readValue(in, Prices.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Price of(String item) {
        return prices.stream()
                .filter(price -> price.item().equals(item))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("prices.json has no price of " + item));
    }
}
