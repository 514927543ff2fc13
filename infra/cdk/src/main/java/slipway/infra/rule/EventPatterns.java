package slipway.infra.rule;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import slipway.infra.naming.DefaultBusRule;
import slipway.infra.naming.Names;

/** The rules' patterns, from files that read as EventBridge reads them. */
final class EventPatterns {
    private static final ObjectMapper JSON = new ObjectMapper();

    private EventPatterns() {}

    static Map<String, Object> of(DefaultBusRule rule, Names names) {
        var resource = rule.suffix() + ".json";
        try (var in = Objects.requireNonNull(EventPatterns.class.getResourceAsStream(resource), resource)) {
            var text = new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .replace("${path}", "/" + names.prefix() + "/" + names.environment())
                    .replace("${stateMachineArn}", names.stateMachineArn());
            return JSON.readValue(text, new TypeReference<Map<String, Object>>() {});
        } catch (IOException e) {
            throw new UncheckedIOException(resource, e);
        }
    }
}
