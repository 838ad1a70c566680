package io.zol0.catalog;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Has upstreams and settings change one after another, on all nodes: what a change was checked against holds until its commit. */
@Component
class Turns {
    private final JdbcClient jdbc;

    Turns(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Waits for the turn and keeps it until the end of the transaction; first thing in it. */
    void take() {
        jdbc.sql("select 1 from pg_advisory_xact_lock(hashtext('zol0 settings'))")
                .query(Integer.class)
                .single();
    }
}
