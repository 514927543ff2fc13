package slipway.infra.rule;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;
import java.util.Map;
import slipway.infra.naming.Names;

/** The rules' patterns, from files that read as EventBridge reads them. */
final class EventPatterns {
    private static final ObjectMapper JSON = new ObjectMapper();

    private EventPatterns() {}

    /**
     * @param suffix what the rule's name ends with
     */
    static Map<String, Object> of(String suffix, Names names) {
        var file = suffix + ".json";
        var text = RuleFile.text(file)
                .replace("${path}", "/" + names.prefix() + "/" + names.environment())
                .replace("${stateMachineArn}", names.stateMachineArn());
        try {
            return JSON.readValue(text, new TypeReference<Map<String, Object>>() {});
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(file, e);
        }
    }
}
