package io.zol0.insight;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The weights of the health score in the database, every version of them. */
@Component
class WeightTable {
    private static final TypeReference<Map<String, TermSetting>> TERMS = new TypeReference<>() {};

    private final JdbcClient database;
    private final JsonMapper json = JsonMapper.shared();

    WeightTable(JdbcClient database) {
        this.database = database;
    }

    Optional<HealthWeights> newest() {
        return versions(1).stream().findFirst();
    }

    /** The newest first. */
    List<HealthWeights> versions(int most) {
        return database.sql("select version, at, who, terms from health_weights order by version desc limit :most")
                .param("most", most)
                .query((row, number) -> new HealthWeights(
                        row.getLong("version"),
                        row.getObject("at", OffsetDateTime.class).toInstant(),
                        row.getString("who"),
                        terms(row.getString("terms"))))
                .list();
    }

    /** Keeps others from adding one until the transaction ends. */
    void hold() {
        database.sql("lock table health_weights in share row exclusive mode").update();
    }

    void add(long version, Instant at, String who, Map<Term, TermSetting> terms) {
        database.sql("insert into health_weights (version, at, who, terms) values (:version, :at, :who, :terms::jsonb)")
                .param("version", version)
                .param("at", at.atOffset(ZoneOffset.UTC))
                .param("who", who)
                .param("terms", json.writeValueAsString(terms))
                .update();
    }

    /** A term that is not known here any more is left out, one that came since counts as shipped. */
    private Map<Term, TermSetting> terms(String text) {
        Map<Term, TermSetting> terms = new EnumMap<>(Term.class);
        Map<String, TermSetting> read = json.readValue(text, TERMS);
        for (Term term : Term.values()) {
            TermSetting setting = read.get(term.name());
            if (setting != null) {
                terms.put(term, setting);
            }
        }
        return terms;
    }
}
