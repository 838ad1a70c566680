package io.zol0.ingest;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import java.io.InputStream;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads OTLP's JSON into its messages: Protobuf's mapping with ids in hexadecimal and enums as numbers; fields that are not
 * known are passed over.
 *
 * @see <a href="https://opentelemetry.io/docs/specs/otlp/#json-protobuf-encoding">JSON Protobuf encoding</a>
 */
final class OtlpJson {
    private static final int DEEPEST = 40;
    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(100)
                    .maxStringLength(1024 * 1024)
                    .maxNumberLength(100)
                    .build())
            .build();
    private static final Map<String, Map<String, FieldDescriptor>> FIELDS = new ConcurrentHashMap<>();

    private OtlpJson() {}

    static <B extends Message.Builder> B read(InputStream body, B into) {
        try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), body)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw NotTaken.unreadable("An export is a JSON object.");
            }
            message(json, into, 0);
            return into;
        } catch (JacksonException | IllegalArgumentException broken) {
            throw NotTaken.unreadable("The export is not OTLP in JSON: " + shortened(broken));
        }
    }

    private static void message(JsonParser json, Message.Builder into, int depth) {
        if (depth > DEEPEST) {
            throw new IllegalArgumentException("it is nested too deeply");
        }
        Map<String, FieldDescriptor> fields =
                FIELDS.computeIfAbsent(into.getDescriptorForType().getFullName(), any -> byJsonName(into));
        for (String name = json.nextName(); name != null; name = json.nextName()) {
            JsonToken token = json.nextToken();
            FieldDescriptor field = fields.get(name);
            if (field == null || token == JsonToken.VALUE_NULL) {
                json.skipChildren();
            } else if (field.isRepeated()) {
                list(json, token, field, into, depth);
            } else {
                into.setField(field, value(json, token, field, into, depth));
            }
        }
    }

    private static void list(JsonParser json, JsonToken token, FieldDescriptor field, Message.Builder into, int depth) {
        if (token != JsonToken.START_ARRAY) {
            throw new IllegalArgumentException(field.getJsonName() + " must be a list");
        }
        for (JsonToken next = json.nextToken(); next != JsonToken.END_ARRAY; next = json.nextToken()) {
            into.addRepeatedField(field, value(json, next, field, into, depth));
        }
    }

    private static Object value(
            JsonParser json, JsonToken token, FieldDescriptor field, Message.Builder into, int depth) {
        if (field.getJavaType() == FieldDescriptor.JavaType.MESSAGE) {
            if (token != JsonToken.START_OBJECT) {
                throw new IllegalArgumentException(field.getJsonName() + " must be an object");
            }
            Message.Builder inner = into.newBuilderForField(field);
            message(json, inner, depth + 1);
            return inner.build();
        }
        if (!token.isScalarValue()) {
            throw new IllegalArgumentException(field.getJsonName() + " must be a plain value");
        }
        String text = json.getString();
        return switch (field.getJavaType()) {
            case INT ->
                field.getType() == FieldDescriptor.Type.UINT32 || field.getType() == FieldDescriptor.Type.FIXED32
                        ? Integer.parseUnsignedInt(text)
                        : Integer.parseInt(text);
            case LONG ->
                field.getType() == FieldDescriptor.Type.UINT64 || field.getType() == FieldDescriptor.Type.FIXED64
                        ? Long.parseUnsignedLong(text)
                        : Long.parseLong(text);
            case FLOAT -> Float.parseFloat(text);
            case DOUBLE -> Double.parseDouble(text);
            case BOOLEAN -> Boolean.parseBoolean(text);
            case STRING -> text;
            case BYTE_STRING -> bytes(field, text);
            case ENUM -> choice(field, text);
            case MESSAGE -> throw new IllegalStateException("messages were read before");
        };
    }

    private static ByteString bytes(FieldDescriptor field, String text) {
        boolean isId = field.getName().endsWith("_id");
        return ByteString.copyFrom(
                isId ? HexFormat.of().parseHex(text) : Base64.getDecoder().decode(text));
    }

    private static EnumValueDescriptor choice(FieldDescriptor field, String text) {
        EnumValueDescriptor named = field.getEnumType().findValueByName(text);
        return named != null ? named : field.getEnumType().findValueByNumberCreatingIfUnknown(Integer.parseInt(text));
    }

    private static Map<String, FieldDescriptor> byJsonName(Message.Builder message) {
        Map<String, FieldDescriptor> fields = new HashMap<>();
        for (FieldDescriptor field : message.getDescriptorForType().getFields()) {
            fields.put(field.getJsonName(), field);
            fields.put(field.getName(), field);
        }
        return fields;
    }

    private static String shortened(RuntimeException broken) {
        String message = broken instanceof JacksonException json ? json.getOriginalMessage() : broken.getMessage();
        String text = message == null ? broken.getClass().getSimpleName() : message;
        return text.length() <= 200 ? text : text.substring(0, 200);
    }

    static boolean isJson(@Nullable String contentType) {
        return contentType != null && contentType.startsWith("application/json");
    }
}
