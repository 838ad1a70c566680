package io.zol0.optimizer;

import tools.jackson.databind.json.JsonMapper;

/** Advice and evidence as the database has them: durations by ISO 8601. */
final class AdviceJson {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private AdviceJson() {}

    static String write(Object value) {
        return JSON.writeValueAsString(value);
    }

    static Advice advice(Advice.Kind kind, String json) {
        return JSON.readValue(json, kind.type());
    }

    static Evidence evidence(String json) {
        return JSON.readValue(json, Evidence.class);
    }
}
