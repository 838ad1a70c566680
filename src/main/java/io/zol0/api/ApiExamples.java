package io.zol0.api;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.responses.ApiResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Puts examples into the description of the REST side: of each parameter by its name, of bodies from a file. */
@Component
class ApiExamples implements OpenApiCustomizer {
    private static final Map<String, Object> PARAMETERS = Map.ofEntries(
            Map.entry("window", "24h"),
            Map.entry("from", "2026-11-23T00:00:00Z"),
            Map.entry("to", "2026-11-24T00:00:00Z"),
            Map.entry("step", "15m"),
            Map.entry("environment", "production"),
            Map.entry("upstream", "binance"),
            Map.entry("endpoint", 1),
            Map.entry("endpointId", 1),
            Map.entry("id", 1),
            Map.entry("caller", "bot-7"),
            Map.entry("who", "ann"),
            Map.entry("state", "OPEN"),
            Map.entry("outcome", "FAILED"),
            Map.entry("sort", "CALLS"),
            Map.entry("limit", 50),
            Map.entry("offset", 0),
            Map.entry("number", 1),
            Map.entry("cursor", ""),
            Map.entry("name", "orders"),
            Map.entry("labels", "country=DE"),
            Map.entry("kind", "COUNTER"),
            Map.entry("unit", "EUR"),
            Map.entry("reason", "The provider raised its limit."),
            Map.entry("If-Match", "*"),
            Map.entry("Idempotency-Key", "2026-11-23-batch-17"),
            Map.entry("words", "binance"),
            Map.entry("key", "failing-1"),
            Map.entry("last", "PT1H"),
            Map.entry("day", "2026-11-22"),
            Map.entry("zone", "Europe/Berlin"),
            Map.entry("ttl", "PT30S"),
            Map.entry("margin", 0.05),
            Map.entry("minInterval", "PT0.2S"),
            Map.entry("staleWhileRevalidate", "PT30S"),
            Map.entry("subject", "binance"),
            Map.entry("origin", "203.0.113.7"),
            Map.entry("place", "environment-production"),
            Map.entry("against", "staging"),
            Map.entry("target", "/api/v3/depth?symbol=BTCUSDT"),
            Map.entry("reference", "0b8f6a52-7d0e-4a58-8f0a-0d6f0c1c9a11"),
            Map.entry("Origin", "https://shop.example.com"));

    /** Bodies of an operation, as JSON has them. */
    private record Bodies(
            @Nullable Object request, @Nullable Object answer) {}

    private final Map<String, Bodies> bodies = read();

    @Override
    public void customise(OpenAPI description) {
        description
                .getPaths()
                .forEach((path, item) -> item.readOperationsMap().forEach((method, operation) -> {
                    addParameters(operation);
                    Bodies known = bodies.get(method.name() + " " + path);
                    if (known != null) {
                        add(operation, known);
                    }
                }));
    }

    private static void addParameters(Operation operation) {
        if (operation.getParameters() != null) {
            for (Parameter parameter : operation.getParameters()) {
                Object named = PARAMETERS.get(parameter.getName());
                Object example = named != null ? named : byType(parameter);
                if (parameter.getExample() == null && example != null) {
                    parameter.setExample(example);
                }
            }
        }
    }

    /** Of one that has no example of its own the first that it can be. */
    private static @Nullable Object byType(Parameter parameter) {
        Schema<?> schema = parameter.getSchema();
        if (schema == null) {
            return null;
        }
        if (schema.getEnum() != null && !schema.getEnum().isEmpty()) {
            return schema.getEnum().getFirst();
        }
        Set<String> types = schema.getTypes() == null ? Set.of() : schema.getTypes();
        return types.contains("boolean") ? true : types.contains("integer") ? 1 : null;
    }

    private static void add(Operation operation, Bodies known) {
        if (known.request() != null && operation.getRequestBody() != null) {
            set(operation.getRequestBody().getContent(), known.request());
        }
        if (known.answer() != null && operation.getResponses() != null) {
            ApiResponse good = operation.getResponses().get("200");
            if (good != null) {
                set(good.getContent(), known.answer());
            }
        }
    }

    private static void set(@Nullable Content content, Object example) {
        if (content != null) {
            content.values().forEach((MediaType type) -> type.setExample(example));
        }
    }

    private static Map<String, Bodies> read() {
        try (InputStream in = ApiExamples.class.getResourceAsStream("examples.json")) {
            if (in == null) {
                throw new IllegalStateException("The jar has no examples.json.");
            }
            return JsonMapper.shared().readValue(in, new TypeReference<Map<String, Bodies>>() {});
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
