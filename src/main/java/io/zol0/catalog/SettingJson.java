package io.zol0.catalog;

import io.zol0.cache.CachePolicy;
import io.zol0.cache.CacheScope;
import io.zol0.limits.BreakerSettings;
import io.zol0.limits.ConcurrencySettings;
import io.zol0.limits.Quota;
import java.util.List;
import java.util.Map;
import org.springframework.util.unit.DataSize;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.node.ObjectNode;

/** Settings as JSON, in the history and in columns: durations by ISO 8601, sizes in bytes. */
final class SettingJson {
    private static final TypeReference<Map<String, Object>> FIELDS = new TypeReference<>() {};
    private static final JsonMapper JSON = JsonMapper.builder()
            .addModule(new SimpleModule()
                    .addSerializer(DataSize.class, new SizeWriter())
                    .addDeserializer(DataSize.class, new SizeReader()))
            .build();

    private SettingJson() {}

    static String write(Object value) {
        return JSON.writeValueAsString(value);
    }

    static <T> List<T> readList(String json, Class<T> type) {
        return JSON.readValue(json, JSON.getTypeFactory().constructCollectionType(List.class, type));
    }

    /** What a setting is, without what only says which one it is. */
    static String write(Setting setting) {
        return switch (setting) {
            case Setting.OfQuota(Quota quota) -> {
                ObjectNode fields = JSON.valueToTree(quota);
                yield write(fields.without(List.of("id", "upstreamId", "version")));
            }
            case Setting.OfCachePolicy(var policy) -> write(policy);
            case Setting.OfCacheScope(var scope) -> write(scope);
            case Setting.OfBreaker(var breaker) -> write(breaker);
            case Setting.OfConcurrency(var concurrency) -> write(concurrency);
            case Setting.OfPreset preset -> JSON.writeValueAsString(preset);
        };
    }

    static Map<String, Object> fields(String json) {
        return JSON.readValue(json, FIELDS);
    }

    /** What a setting was, from what {@link #write(Setting)} wrote of it. */
    static Setting read(SettingId setting, Map<String, Object> fields) {
        return switch (setting.kind()) {
            case QUOTA -> {
                ObjectNode whole = JSON.valueToTree(fields);
                whole.put("id", setting.number());
                whole.put("upstreamId", setting.upstreamId());
                whole.put("version", 0);
                yield new Setting.OfQuota(JSON.treeToValue(whole, Quota.class));
            }
            case CACHE_POLICY -> new Setting.OfCachePolicy(JSON.convertValue(fields, CachePolicy.class));
            case CACHE_SCOPE -> new Setting.OfCacheScope(JSON.convertValue(fields, CacheScope.class));
            case BREAKER -> new Setting.OfBreaker(JSON.convertValue(fields, BreakerSettings.class));
            case CONCURRENCY -> new Setting.OfConcurrency(JSON.convertValue(fields, ConcurrencySettings.class));
            case PRESET -> JSON.convertValue(fields, Setting.OfPreset.class);
        };
    }

    private static final class SizeWriter extends ValueSerializer<DataSize> {
        @Override
        public void serialize(DataSize size, JsonGenerator json, SerializationContext context) {
            json.writeNumber(size.toBytes());
        }
    }

    private static final class SizeReader extends ValueDeserializer<DataSize> {
        @Override
        public DataSize deserialize(JsonParser json, DeserializationContext context) {
            return DataSize.ofBytes(json.getLongValue());
        }
    }
}
