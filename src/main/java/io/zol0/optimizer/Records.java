package io.zol0.optimizer;

import io.zol0.cache.ChangeRecord;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What the cache learned of how answers change, as it is kept in {@code answer_change}; at most 2,500 endpoints. */
@Component
class Records {
    private static final Logger log = LoggerFactory.getLogger(Records.class);

    private final JdbcClient database;

    Records(JdbcClient database) {
        this.database = database;
    }

    /** Those to which something was added since a time, by endpoint. */
    Map<Long, ChangeRecord> since(Instant time) {
        Map<Long, ChangeRecord> records = new TreeMap<>();
        database.sql("select * from answer_change where noted_at >= :since")
                .param("since", RecommendationTable.at(time))
                .query(row -> {
                    read(row, records);
                });
        return records;
    }

    /** That of one endpoint. */
    Optional<ChangeRecord> of(long endpointId) {
        Map<Long, ChangeRecord> records = new TreeMap<>();
        database.sql("select * from answer_change where endpoint_id = :id")
                .param("id", endpointId)
                .query(row -> {
                    read(row, records);
                });
        return Optional.ofNullable(records.get(endpointId));
    }

    private static void read(ResultSet row, Map<Long, ChangeRecord> into) throws SQLException {
        long endpointId = row.getLong("endpoint_id");
        try {
            into.put(
                    endpointId,
                    new ChangeRecord(
                            counts(row, "changed"),
                            counts(row, "unchanged"),
                            counts(row, "asked"),
                            row.getLong("first"),
                            row.getLong("after_change"),
                            row.getLong("again")));
        } catch (IllegalArgumentException ofAnotherForm) {
            log.debug("What is known of endpoint {} is of another form.", endpointId, ofAnotherForm);
        }
    }

    private static List<Long> counts(ResultSet row, String column) throws SQLException {
        return List.of((Long[]) row.getArray(column).getArray());
    }
}
