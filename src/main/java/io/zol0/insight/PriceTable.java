package io.zol0.insight;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Prices, the currency and budgets in the database. */
@Component
class PriceTable {
    /** Until somebody chooses another one. */
    static final String STANDARD = "EUR";

    private final JdbcClient database;

    PriceTable(JdbcClient database) {
        this.database = database;
    }

    /** Every price there ever was, by upstream, oldest first. */
    List<Price> all() {
        return database.sql("select * from price order by upstream_id, from_at")
                .query((row, number) -> new Price(
                        row.getLong("upstream_id"),
                        row.getObject("from_at", OffsetDateTime.class).toInstant(),
                        row.getDouble("per_call"),
                        row.getDouble("per_weight"),
                        row.getDouble("per_gb"),
                        row.getDouble("per_compute_hour"),
                        row.getString("who")))
                .list();
    }

    void set(Price price) {
        database.sql("insert into price (upstream_id, from_at, per_call, per_weight, per_gb, per_compute_hour, who)"
                        + " values (:upstream, :from, :call, :weight, :gb, :hour, :who) on conflict (upstream_id, from_at)"
                        + " do update set per_call = excluded.per_call, per_weight = excluded.per_weight,"
                        + " per_gb = excluded.per_gb, per_compute_hour = excluded.per_compute_hour, who = excluded.who")
                .param("upstream", price.upstreamId())
                .param("from", at(price.from()))
                .param("call", BigDecimal.valueOf(price.perCall()))
                .param("weight", BigDecimal.valueOf(price.perWeight()))
                .param("gb", BigDecimal.valueOf(price.perGb()))
                .param("hour", BigDecimal.valueOf(price.perComputeHour()))
                .param("who", price.who())
                .update();
    }

    long count(long upstreamId) {
        return database.sql("select count(*) from price where upstream_id = :id")
                .param("id", upstreamId)
                .query(Long.class)
                .single();
    }

    String currency() {
        return database.sql("select currency from cost_setting")
                .query(String.class)
                .optional()
                .orElse(STANDARD);
    }

    void setCurrency(String currency) {
        database.sql("insert into cost_setting (currency) values (:currency) on conflict (only_row)"
                        + " do update set currency = excluded.currency")
                .param("currency", currency)
                .update();
    }

    /** What each upstream with a budget may cost in a month. */
    Map<Long, Double> budgets() {
        Map<Long, Double> budgets = new TreeMap<>();
        database.sql("select upstream_id, amount from budget").query(row -> {
            budgets.put(row.getLong("upstream_id"), row.getDouble("amount"));
        });
        return budgets;
    }

    /** Sets it, or takes it away with an amount of 0. */
    void setBudget(long upstreamId, double amount) {
        if (amount == 0) {
            database.sql("delete from budget where upstream_id = :id")
                    .param("id", upstreamId)
                    .update();
        } else {
            database.sql("insert into budget (upstream_id, amount) values (:id, :amount) on conflict (upstream_id)"
                            + " do update set amount = excluded.amount")
                    .param("id", upstreamId)
                    .param("amount", BigDecimal.valueOf(amount))
                    .update();
        }
    }

    private static OffsetDateTime at(Instant time) {
        return time.atOffset(ZoneOffset.UTC);
    }
}
