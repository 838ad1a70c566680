package io.zol0.api;

import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where ZoL0's own metrics are sent by OTLP/HTTP.
 *
 * @param url of a collector, such as {@code http://collector:4318/v1/metrics}; empty: nowhere
 * @param step how often, a second or more
 * @param headers that go with it: {@code name=value}, separated by commas
 */
@ConfigurationProperties("zol0.otlp")
record OwnMetricsSettings(
        @DefaultValue("") String url,
        @DefaultValue("1m") Duration step,
        @DefaultValue("") String headers) {
    OwnMetricsSettings {
        if (!url.isEmpty() && !isHttp(url)) {
            throw new IllegalArgumentException(
                    "zol0.otlp.url is no address of HTTP; write it as http://collector:4318/v1/metrics.");
        }
        if (step.compareTo(Duration.ofSeconds(1)) < 0) {
            throw new IllegalArgumentException("zol0.otlp.step is " + step + ", but must be 1s or more.");
        }
        for (String header : headers.split(",")) {
            if (!header.isBlank() && header.indexOf('=') < 1) {
                throw new IllegalArgumentException("zol0.otlp.headers has no name=value; separate them by commas.");
            }
        }
    }

    Map<String, String> headersByName() {
        Map<String, String> byName = new LinkedHashMap<>();
        for (String header : headers.split(",")) {
            int equals = header.indexOf('=');
            if (equals > 0) {
                byName.put(
                        header.substring(0, equals).strip(),
                        header.substring(equals + 1).strip());
            }
        }
        return byName;
    }

    private static boolean isHttp(String url) {
        try {
            URI uri = URI.create(url);
            return uri.getHost() != null && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()));
        } catch (IllegalArgumentException none) {
            return false;
        }
    }
}
