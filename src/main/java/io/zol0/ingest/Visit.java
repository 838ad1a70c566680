package io.zol0.ingest;

import io.zol0.metrics.Device;
import io.zol0.metrics.Vital;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * What a browser tells of one visit of a page.
 *
 * @param path of the page, without its query
 * @param vitals those that it measured
 * @param calls what the page called and loaded of other hosts
 */
record Visit(String path, Device device, Map<Vital, Double> vitals, List<Called> calls) {
    static final int MOST_CALLS = 50;
    private static final int LONGEST_PATH = 300;
    private static final int LONGEST_URL = 500;
    private static final JsonFactory JSON = new JsonFactory();

    /** A call and how long it took. */
    record Called(String url, double millis) {}

    /** @throws NotTaken where it is no report */
    static Visit read(byte[] bytes) {
        Map<Vital, Double> vitals = new EnumMap<>(Vital.class);
        List<Called> calls = new ArrayList<>();
        String path = "";
        Device device = Device.DESKTOP;
        try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), bytes)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw NotTaken.unreadable("The report of a visit is a JSON object.");
            }
            for (String name = json.nextName(); name != null; name = json.nextName()) {
                JsonToken value = json.nextToken();
                Vital vital = vital(name);
                if (vital != null && value.isNumeric()) {
                    vitals.put(vital, json.getDoubleValue());
                } else if (name.equals("page") && value == JsonToken.VALUE_STRING) {
                    path = json.getString();
                } else if (name.equals("device") && value == JsonToken.VALUE_STRING) {
                    device = device(json.getString());
                } else if (name.equals("calls") && value == JsonToken.START_ARRAY) {
                    readCalls(json, calls);
                } else {
                    json.skipChildren();
                }
            }
        } catch (JacksonException broken) {
            throw NotTaken.unreadable("The report of a visit is no JSON in UTF-8.");
        }
        if (!path.startsWith("/")
                || path.length() > LONGEST_PATH
                || path.chars().anyMatch(Character::isISOControl)) {
            throw NotTaken.unreadable(
                    "The report of a visit names its page by a path of at most " + LONGEST_PATH + " characters.");
        }
        return new Visit(path, device, vitals, calls);
    }

    /** Pairs of an address and milliseconds; what is no such pair is passed over. */
    private static void readCalls(JsonParser json, List<Called> calls) {
        for (JsonToken next = json.nextToken(); next != JsonToken.END_ARRAY; next = json.nextToken()) {
            if (next != JsonToken.START_ARRAY) {
                json.skipChildren();
                continue;
            }
            String url = "";
            double millis = -1;
            for (JsonToken part = json.nextToken(); part != JsonToken.END_ARRAY; part = json.nextToken()) {
                if (part == JsonToken.VALUE_STRING) {
                    url = json.getString();
                } else if (part.isNumeric()) {
                    millis = json.getDoubleValue();
                } else {
                    json.skipChildren();
                }
            }
            if (calls.size() < MOST_CALLS && !url.isEmpty() && url.length() <= LONGEST_URL && millis >= 0) {
                calls.add(new Called(url, millis));
            }
        }
    }

    private static @Nullable Vital vital(String name) {
        return switch (name) {
            case "lcp" -> Vital.LCP;
            case "inp" -> Vital.INP;
            case "cls" -> Vital.CLS;
            case "fcp" -> Vital.FCP;
            case "ttfb" -> Vital.TTFB;
            default -> null;
        };
    }

    private static Device device(String name) {
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "mobile" -> Device.MOBILE;
            case "tablet" -> Device.TABLET;
            default -> Device.DESKTOP;
        };
    }
}
