package slipway.ledger;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdScalarSerializer;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import slipway.agentruntime.ConfigurationHash;
import slipway.agentruntime.RuntimeId;
import slipway.agentruntime.Version;
import slipway.image.Digest;
import slipway.image.Image;
import slipway.monitor.AlarmName;
import slipway.target.TargetName;

/** The JSON form of the ledger's items: value types as the text that people know them by. */
final class LedgerJson {
    private LedgerJson() {}

    static ObjectMapper mapper() {
        SimpleModule values = new SimpleModule();
        text(values, Image.class, Image::uri, Image::parse);
        text(values, Digest.class, Digest::value, Digest::new);
        text(values, Version.class, Version::asString, Version::parse);
        text(values, ConfigurationHash.class, ConfigurationHash::value, ConfigurationHash::new);
        text(values, RuntimeId.class, RuntimeId::value, RuntimeId::new);
        text(values, RolloutId.class, RolloutId::value, RolloutId::new);
        text(values, TargetName.class, TargetName::value, TargetName::new);
        text(values, Caller.class, Caller::arn, Caller::new);
        text(values, AlarmName.class, AlarmName::value, AlarmName::new);
        text(values, Duration.class, Duration::toString, Duration::parse);
        text(values, Instant.class, Instant::toString, Instant::parse);
        return JsonMapper.builder()
                .addModule(new Jdk8Module())
                .addModule(values)
                // An item may carry what a later version of Slipway wrote.
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                // What follows from the members is none.
                .disable(MapperFeature.AUTO_DETECT_IS_GETTERS)
                // An item from before a list came to be has nothing in it.
                .withConfigOverride(
                        List.class, list -> list.setSetterInfo(JsonSetter.Value.forValueNulls(Nulls.AS_EMPTY)))
                .defaultPropertyInclusion(
                        JsonInclude.Value.construct(JsonInclude.Include.NON_ABSENT, JsonInclude.Include.NON_ABSENT))
                .build();
    }

    private static <T> void text(
            SimpleModule module, Class<T> type, Function<T, String> write, Function<String, T> read) {
        module.addSerializer(type, new StdScalarSerializer<T>(type) {
            private static final long serialVersionUID = 1L;

            @Override
            public void serialize(T value, JsonGenerator out, SerializerProvider provider) throws IOException {
                out.writeString(write.apply(value));
            }
        });
        module.addDeserializer(type, new StdScalarDeserializer<T>(type) {
            private static final long serialVersionUID = 1L;

            @Override
            public T deserialize(JsonParser in, DeserializationContext context) throws IOException {
                return read.apply(in.getText());
            }
        });
    }
}
