package io.zol0.metrics;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;

/**
 * What subjects are called that are known by their name alone, at most {@link #MOST}, those of the last 30 days: from memory, and brought to the
 * database within seconds, as soon as that is there.
 */
@Service
public class SubjectNames {
    /** Most names; further ones are not taken. */
    public static final int MOST = 20_000;

    /** Longest name, in characters. */
    public static final int LONGEST = 500;

    private static final Logger log = LoggerFactory.getLogger(SubjectNames.class);
    private static final long NEVER = Long.MIN_VALUE;
    private static final int KEPT_DAYS = 30;
    private static final Duration ASKED_AGAIN = Duration.ofSeconds(30);

    private final JdbcTemplate jdbc;
    private final Clock clock;
    private final Map<Subject, Named> names = new ConcurrentHashMap<>();
    private Instant readAt = Instant.MIN;

    /**
     * A name.
     *
     * @param used the last day on which something was told of it, since 1970
     * @param written the last day on which the database was told, which forgets what is not used any more
     */
    private record Named(String name, long used, long written) {}

    @Autowired
    SubjectNames(DataSource database, ObjectProvider<Clock> clock) {
        this(database, clock.getIfUnique(Clock::systemUTC));
    }

    SubjectNames(DataSource database, Clock clock) {
        this.jdbc = new JdbcTemplate(database);
        this.clock = clock;
    }

    /** The subject of a name, which is remembered; nothing where there are too many, or the name is too long or empty. */
    public Optional<Subject> subject(Subject.Kind kind, String name) {
        Subject subject = Subject.named(kind, name);
        long today = today();
        Named known = names.get(subject);
        if (known != null) {
            if (known.used() != today) {
                names.replace(subject, known, new Named(name, today, known.written()));
            }
            return Optional.of(subject);
        }
        if (name.isEmpty() || name.length() > LONGEST || names.size() >= MOST) {
            return Optional.empty();
        }
        names.putIfAbsent(subject, new Named(name, today, NEVER));
        return Optional.of(subject);
    }

    /** What a subject is called; nothing where nobody knows, or the database that does is away. */
    public Optional<String> nameOf(Subject subject) {
        Named known = names.get(subject);
        if (known == null && subject.kind().isNamed()) {
            readAgain();
            known = names.get(subject);
        }
        return Optional.ofNullable(known).map(Named::name);
    }

    /** Tells the database of what it has not been told today. */
    @Scheduled(fixedDelay = 5, timeUnit = TimeUnit.SECONDS)
    void write() {
        long today = today();
        names.values().removeIf(each -> each.used() < today - KEPT_DAYS);
        List<Map.Entry<Subject, Named>> due = new ArrayList<>();
        names.entrySet().stream()
                .filter(each -> each.getValue().written() < each.getValue().used())
                .forEach(due::add);
        if (due.isEmpty()) {
            return;
        }
        try {
            jdbc.batchUpdate(
                    "insert into series_subject (kind, id, name, first_seen) values (?, ?, ?, ?) on conflict do nothing",
                    due,
                    500,
                    (statement, each) -> {
                        statement.setString(1, each.getKey().kind().name());
                        statement.setLong(2, each.getKey().id());
                        statement.setString(3, each.getValue().name());
                        statement.setObject(4, CallRows.at(clock.instant()));
                    });
            due.forEach(each -> names.replace(
                    each.getKey(),
                    each.getValue(),
                    new Named(
                            each.getValue().name(),
                            each.getValue().used(),
                            each.getValue().used())));
        } catch (DataAccessException away) {
            log.debug("Names of subjects wait for the database", away);
        }
    }

    private long today() {
        return clock.instant().atOffset(ZoneOffset.UTC).toLocalDate().toEpochDay();
    }

    private synchronized void readAgain() {
        Instant now = clock.instant();
        if (now.isBefore(readAt.plus(ASKED_AGAIN))) {
            return;
        }
        readAt = now;
        try {
            jdbc.query(
                    "select kind, id, name from series_subject order by first_seen desc limit ?",
                    row -> {
                        Subject subject =
                                new Subject(Subject.Kind.valueOf(row.getString("kind")), row.getLong("id"), 0);
                        if (names.size() < MOST) {
                            names.putIfAbsent(subject, new Named(row.getString("name"), today(), today()));
                        }
                    },
                    MOST);
        } catch (DataAccessException away) {
            log.debug("Names of subjects cannot be read now", away);
        }
    }
}
