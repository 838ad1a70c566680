package io.zol0.optimizer;

import io.zol0.catalog.SettingId;
import io.zol0.users.Sight;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Recommendations and their steps in the database; what is read is what whoever asks may see. */
@Component
class RecommendationTable {
    /** Closed ones beyond these are forgotten, the oldest first. */
    static final int MOST_CLOSED = 5_000;

    private static final String SELECT =
            "select r.*, u.environment from recommendation r join upstream u on u.id = r.upstream_id";

    /** What needs somebody first, then what is under way; each by what it is worth. */
    private static final String ORDER = """
         order by array_position(array['FOUND', 'TRIAL', 'APPROVED', 'WATCHED'], r.state) nulls last,
            case when r.state = 'FOUND' then r.value * r.probability end desc nulls last, r.changed_at desc, r.id desc\
        """;

    private static final String OPEN = "r.state in ('FOUND', 'APPROVED', 'TRIAL', 'WATCHED')";

    private final JdbcClient database;

    RecommendationTable(JdbcClient database) {
        this.database = database;
    }

    List<Recommendation> page(RecommendationFilter filter, int offset, int limit) {
        Condition condition = condition(filter);
        return database.sql(SELECT + condition.sql() + ORDER + " limit :limit offset :offset")
                .params(condition.parameters())
                .param("limit", limit)
                .param("offset", offset)
                .query((row, number) -> recommendation(row))
                .list();
    }

    long count(RecommendationFilter filter) {
        Condition condition = condition(filter);
        return database.sql("select count(*) from recommendation r join upstream u on u.id = r.upstream_id"
                        + condition.sql())
                .params(condition.parameters())
                .query(Long.class)
                .single();
    }

    Optional<Recommendation> byId(long id) {
        Condition condition = condition(RecommendationFilter.ALL);
        return database.sql(SELECT + condition.and("r.id = :id"))
                .params(condition.parameters())
                .param("id", id)
                .query((row, number) -> recommendation(row))
                .optional();
    }

    /** The open one of a setting. */
    Optional<Recommendation> open(SettingId setting) {
        return of(setting, OPEN, "").findFirst();
    }

    /** The one of a setting that was closed last. */
    Optional<Recommendation> lastClosed(SettingId setting) {
        return of(setting, "not " + OPEN + " and r.state <> 'GONE'", " order by r.changed_at desc, r.id desc limit 1")
                .findFirst();
    }

    private Stream<Recommendation> of(SettingId setting, String which, String order) {
        return database
                .sql(SELECT + " where r.setting_kind = :kind and r.upstream_id = :upstream and r.number = :number and "
                        + which + order)
                .param("kind", setting.kind().name())
                .param("upstream", setting.upstreamId())
                .param("number", setting.number())
                .query((row, number) -> recommendation(row))
                .list()
                .stream();
    }

    /** Adds it; 0 where its setting has an open one. */
    long add(Proposal proposal, Instant now) {
        return database.sql("""
                insert into recommendation (kind, setting_kind, upstream_id, number, advice, subject, title, because,
                    evidence, aim, aim_now, expected, expected_low, expected_high, probability, value, risk, state,
                    found_at, seen_at, changed_at)
                select :kind, :settingKind, :upstream, :number, :advice::jsonb, :subject, :title, :because,
                    :evidence::jsonb, :aim, :aimNow, :expected, :low, :high, :probability, :value, :risk, 'FOUND',
                    :now, :now, :now
                where exists (select from upstream where id = :upstream)
                on conflict (setting_kind, upstream_id, number) where state in ('FOUND', 'APPROVED', 'TRIAL', 'WATCHED')
                do nothing returning id\
                """)
                .params(fields(proposal))
                .param("now", at(now))
                .query(Long.class)
                .optional()
                .orElse(0L);
    }

    /** Says again what was found already, by newer evidence. */
    boolean renew(long id, Proposal proposal, Instant now) {
        return database.sql("""
                update recommendation set kind = :kind, advice = :advice::jsonb, subject = :subject, title = :title,
                    because = :because, evidence = :evidence::jsonb, aim = :aim, aim_now = :aimNow, expected = :expected,
                    expected_low = :low, expected_high = :high, probability = :probability, value = :value, risk = :risk,
                    seen_at = :now
                where id = :id and state = 'FOUND' and setting_kind = :settingKind and upstream_id = :upstream
                    and number = :number\
                """)
                        .params(fields(proposal))
                        .param("now", at(now))
                        .param("id", id)
                        .update()
                > 0;
    }

    /** Whether it was in that state, and is in the other now. */
    boolean move(long id, State from, State to, @Nullable Verdict verdict, Instant now) {
        return database.sql("""
                update recommendation set state = :to, verdict = coalesce(:verdict, verdict), changed_at = :now
                where id = :id and state = :from\
                """)
                        .param("id", id)
                        .param("from", from.name())
                        .param("to", to.name())
                        .param("verdict", verdict == null ? null : verdict.name(), Types.VARCHAR)
                        .param("now", at(now))
                        .update()
                > 0;
    }

    /** Says how it was approved. */
    void mark(long id, boolean byAutopilot, boolean atOnce) {
        database.sql("update recommendation set by_autopilot = :autopilot, at_once = :atOnce where id = :id")
                .param("autopilot", byAutopilot)
                .param("atOnce", atOnce)
                .param("id", id)
                .update();
    }

    /** All of a state, wherever they are, oldest first. */
    List<Recommendation> all(State state) {
        return database.sql(SELECT + " where r.state = :state order by r.changed_at, r.id")
                .param("state", state.name())
                .query((row, number) -> recommendation(row))
                .list();
    }

    /** Found ones that were not found again since a time. */
    List<Recommendation> unseenSince(Instant time) {
        return database.sql(SELECT + " where r.state = 'FOUND' and r.seen_at < :time")
                .param("time", at(time))
                .query((row, number) -> recommendation(row))
                .list();
    }

    List<RecommendationStep> steps(long id, int most) {
        return database.sql("select * from (select * from recommendation_step where recommendation_id = :id"
                        + " order by id desc limit :most) newest order by id")
                .param("id", id)
                .param("most", most)
                .query((row, number) -> new RecommendationStep(
                        row.getLong("id"),
                        instant(row, "at"),
                        row.getString("who"),
                        RecommendationStep.Kind.valueOf(row.getString("kind")),
                        row.getString("text"),
                        row.getLong("change_id")))
                .list();
    }

    void addStep(long id, Instant at, String who, RecommendationStep.Kind kind, String text, long changeId) {
        database.sql("insert into recommendation_step (recommendation_id, at, who, kind, text, change_id)"
                        + " values (:id, :at, :who, :kind, :text, :change)")
                .param("id", id)
                .param("at", at(at))
                .param("who", who.length() > 100 ? who.substring(0, 100) : who)
                .param("kind", kind.name())
                .param("text", text.length() > 2000 ? text.substring(0, 2000) : text)
                .param("change", changeId)
                .update();
    }

    /** Predictions that were put to a trial, and whether it was kept; oldest first. */
    List<Calibration.Scored> scored() {
        Condition condition = condition(RecommendationFilter.ALL);
        return database.sql(
                        "select r.probability, r.verdict from recommendation r join upstream u on u.id = r.upstream_id"
                                + condition.and("r.verdict in ('KEEP', 'REVERT', 'UNDECIDED')")
                                + " order by r.changed_at desc, r.id desc limit 2000")
                .params(condition.parameters())
                .query((row, number) -> new Calibration.Scored(
                        row.getDouble("probability"), row.getString("verdict").equals(Verdict.KEEP.name())))
                .list()
                .reversed();
    }

    /** How far a kind of advice can be trusted, by the verdicts on it wherever they were. */
    double trust(Advice.Kind kind) {
        return database.sql("select count(*), count(*) filter (where verdict = 'KEEP') from recommendation"
                        + " where kind = :kind and verdict in ('KEEP', 'REVERT', 'UNDECIDED')")
                .param("kind", kind.name())
                .query((row, number) -> Trust.after(row.getLong(1), row.getLong(2)))
                .single();
    }

    /** What a trial is predicted to say, known only once it was planned. */
    void predict(long id, double probability) {
        database.sql("update recommendation set probability = :probability where id = :id")
                .param("id", id)
                .param("probability", probability)
                .update();
    }

    /** Forgets the oldest closed ones beyond the bound. */
    int forgetOldest() {
        return database.sql("delete from recommendation where id in (select r.id from recommendation r where not "
                        + OPEN + " order by r.changed_at desc, r.id desc offset :most)")
                .param("most", MOST_CLOSED)
                .update();
    }

    private record Condition(String sql, Map<String, Object> parameters) {
        String and(String more) {
            return sql.isEmpty() ? " where " + more : sql + " and " + more;
        }
    }

    private static Condition condition(RecommendationFilter filter) {
        List<String> parts = new ArrayList<>();
        Map<String, Object> parameters = new LinkedHashMap<>();
        Sight sight = Sight.current();
        if (!sight.everywhere()) {
            parts.add("u.environment = any(:environments)");
            parameters.put("environments", sight.environments().toArray(String[]::new));
        }
        if (!filter.states().isEmpty()) {
            parts.add("r.state = any(:states)");
            parameters.put("states", filter.states().stream().map(Enum::name).toArray(String[]::new));
        }
        if (filter.upstreamId() != 0) {
            parts.add("r.upstream_id = :upstream");
            parameters.put("upstream", filter.upstreamId());
        }
        return new Condition(parts.isEmpty() ? "" : " where " + String.join(" and ", parts), parameters);
    }

    private static Map<String, Object> fields(Proposal proposal) {
        Map<String, Object> fields = new LinkedHashMap<>();
        SettingId setting = proposal.advice().setting();
        Effect effect = proposal.effect();
        fields.put("kind", proposal.advice().kind().name());
        fields.put("settingKind", setting.kind().name());
        fields.put("upstream", setting.upstreamId());
        fields.put("number", setting.number());
        fields.put("advice", AdviceJson.write(proposal.advice()));
        fields.put("subject", proposal.subject());
        fields.put("title", proposal.title());
        fields.put("because", proposal.because());
        fields.put("evidence", AdviceJson.write(proposal.evidence()));
        fields.put("aim", effect.aim().name());
        fields.put("aimNow", effect.now());
        fields.put("expected", effect.expected());
        fields.put("low", effect.low());
        fields.put("high", effect.high());
        fields.put("probability", proposal.probability());
        fields.put("value", proposal.value());
        fields.put("risk", proposal.risk().name());
        return fields;
    }

    static Recommendation recommendation(ResultSet row) throws SQLException {
        String verdict = row.getString("verdict");
        return new Recommendation(
                row.getLong("id"),
                AdviceJson.advice(Advice.Kind.valueOf(row.getString("kind")), row.getString("advice")),
                row.getLong("upstream_id"),
                row.getString("environment"),
                row.getString("subject"),
                row.getString("title"),
                row.getString("because"),
                AdviceJson.evidence(row.getString("evidence")),
                new Effect(
                        Aim.valueOf(row.getString("aim")),
                        row.getDouble("aim_now"),
                        row.getDouble("expected"),
                        row.getDouble("expected_low"),
                        row.getDouble("expected_high")),
                row.getDouble("probability"),
                row.getDouble("value"),
                Risk.valueOf(row.getString("risk")),
                State.valueOf(row.getString("state")),
                verdict == null ? null : Verdict.valueOf(verdict),
                row.getBoolean("by_autopilot"),
                row.getBoolean("at_once"),
                instant(row, "found_at"),
                instant(row, "seen_at"),
                instant(row, "changed_at"));
    }

    static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    static @Nullable Instant optionalInstant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    static OffsetDateTime at(Instant time) {
        return time.atOffset(ZoneOffset.UTC);
    }
}
