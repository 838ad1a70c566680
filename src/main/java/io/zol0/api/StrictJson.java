package io.zol0.api;

import io.zol0.catalog.Problem;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.HttpOutputMessage;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.http.converter.HttpMessageNotWritableException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.exc.InvalidFormatException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/** Reads the bodies of this room's requests: at most 96 KB, no field that is not known, no number for a time. */
final class StrictJson implements HttpMessageConverter<Record> {
    /** Room for a preset of 64 KB with its line ends and quotes escaped. */
    static final int LARGEST = 96 * 1024;

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(EnumFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .addModule(new SimpleModule().addDeserializer(Duration.class, new Times()))
            .build();

    @Override
    public boolean canRead(Class<?> type, @Nullable MediaType given) {
        return type.isRecord()
                && type.getPackage().equals(StrictJson.class.getPackage())
                && (given == null || MediaType.APPLICATION_JSON.isCompatibleWith(given));
    }

    @Override
    public boolean canWrite(Class<?> type, @Nullable MediaType wanted) {
        return false;
    }

    @Override
    public List<MediaType> getSupportedMediaTypes() {
        return List.of(MediaType.APPLICATION_JSON);
    }

    @Override
    public Record read(Class<? extends Record> type, HttpInputMessage request) throws IOException {
        byte[] body = request.getBody().readNBytes(LARGEST + 1);
        if (body.length > LARGEST) {
            throw new Unfit(
                    Unfit.Why.SIZE, List.of(new Problem("", "The body has at most %d KB.".formatted(LARGEST / 1024))));
        }
        try {
            Record read = JSON.readValue(body, type);
            if (read == null) {
                throw Unfit.form("", "The body is a JSON object, not null.");
            }
            return read;
        } catch (JacksonException e) {
            throw unfit(e);
        }
    }

    @Override
    public void write(Record body, @Nullable MediaType wanted, HttpOutputMessage answer)
            throws HttpMessageNotWritableException {
        throw new HttpMessageNotWritableException("this converter only reads");
    }

    private static Unfit unfit(JacksonException e) {
        String field = e instanceof DatabindException bound ? path(bound) : "";
        return switch (e) {
            case UnrecognizedPropertyException unknown ->
                Unfit.form(
                        field,
                        "There is no field %s here; there are %s."
                                .formatted(
                                        unknown.getPropertyName(),
                                        unknown.getKnownPropertyIds().stream()
                                                .map(String::valueOf)
                                                .sorted()
                                                .collect(Collectors.joining(", "))));
            case InvalidFormatException wrong
            when wrong.getTargetType().isEnum() ->
                Unfit.form(
                        field,
                        "Choose one of %s."
                                .formatted(Arrays.stream(wrong.getTargetType().getEnumConstants())
                                        .map(String::valueOf)
                                        .collect(Collectors.joining(", "))));
            case InvalidFormatException wrong
            when wrong.getTargetType().equals(Duration.class) ->
                Unfit.form(field, "Write a time by ISO 8601, such as PT1M30S for a minute and a half.");
            case StreamReadException broken ->
                Unfit.form("", "This is not JSON: " + place(broken) + " cannot be read.");
            default -> Unfit.form(field, "What is written here is not of the kind that is expected, " + place(e) + ".");
        };
    }

    private static String place(JacksonException e) {
        TokenStreamLocation at = e.getLocation();
        return at == null ? "line 1" : "line %d, column %d".formatted(at.getLineNr(), at.getColumnNr());
    }

    private static String path(DatabindException e) {
        StringBuilder path = new StringBuilder();
        e.getPath().forEach(step -> {
            if (step.getPropertyName() == null) {
                path.append('[').append(step.getIndex()).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".").append(step.getPropertyName());
            }
        });
        return path.toString();
    }

    /** Times by ISO 8601 alone: a bare number would have no unit. */
    private static final class Times extends ValueDeserializer<Duration> {
        @Override
        public Duration deserialize(JsonParser json, DeserializationContext context) {
            String text = json.currentToken().isNumeric() ? "" : json.getValueAsString("");
            try {
                return Duration.parse(text);
            } catch (DateTimeException | ArithmeticException e) {
                throw context.weirdStringException(text, Duration.class, "not ISO 8601");
            }
        }
    }
}
