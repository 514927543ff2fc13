package slipway.infra.agentruntime;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;

/** Texts that owners write, and properties as a template has them. */
final class Json {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .build();

    private Json() {}

    /** @throws IllegalArgumentException where it is none */
    static JsonNode parse(String field, String text) {
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(field + " is no JSON: write JSON, no member twice", e);
        }
    }

    /** As CDK takes properties: maps, lists and plain values. */
    static Object plain(JsonNode json) {
        return MAPPER.convertValue(json, Object.class);
    }

    static JsonNode tree(Object plain) {
        return MAPPER.valueToTree(plain);
    }
}
