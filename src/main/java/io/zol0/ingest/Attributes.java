package io.zol0.ingest;

import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import java.util.List;

/** Attributes of telemetry by name; of several names the first that is there, newer conventions before older ones. */
record Attributes(List<KeyValue> all) {
    private static final String PREFIX = "http";

    /** The text of one of them; empty where there is none. */
    String text(String... names) {
        for (String name : names) {
            for (KeyValue each : all) {
                if (each.getKey().equals(name)) {
                    return text(each.getValue());
                }
            }
        }
        return "";
    }

    /** The number of one of them; 0 where there is none. */
    long number(String... names) {
        String text = text(names);
        try {
            return text.isEmpty() ? 0 : Math.max(0, Long.parseLong(text));
        } catch (NumberFormatException other) {
            return 0;
        }
    }

    /** The method, where they are of an HTTP request; else empty. */
    String method() {
        String method = text("http.request.method", "http.method");
        return method.equals("_OTHER") ? text("http.request.method_original") : method;
    }

    int status() {
        long status = number("http.response.status_code", "http.status_code");
        return status <= 599 ? (int) status : 0;
    }

    /** Where the request went, as far as it is told; empty where that is nothing. */
    String url() {
        String full = text("url.full", "http.url");
        if (!full.isEmpty()) {
            return full;
        }
        String host = text("server.address", "net.peer.name", "http.host");
        String port = text("server.port", "net.peer.port");
        String scheme = text("url.scheme", "http.scheme");
        String path = text("url.template", "url.path", "http.target");
        String known = !scheme.isEmpty() ? scheme : port.equals("80") ? PREFIX : "https";
        return host.isEmpty() ? "" : known + "://" + host + (port.isEmpty() ? "" : ":" + port) + path;
    }

    private static String text(AnyValue value) {
        return switch (value.getValueCase()) {
            case STRING_VALUE -> value.getStringValue();
            case INT_VALUE -> Long.toString(value.getIntValue());
            case DOUBLE_VALUE -> Double.toString(value.getDoubleValue());
            case BOOL_VALUE -> Boolean.toString(value.getBoolValue());
            default -> "";
        };
    }
}
