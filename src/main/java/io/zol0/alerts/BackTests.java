package io.zol0.alerts;

import io.zol0.metrics.Answer;
import io.zol0.users.Sight;
import jakarta.annotation.security.DenyAll;
import jakarta.annotation.security.RolesAllowed;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/**
 * Says when a rule that is being thought of would have fired. What it reads it keeps for five minutes, of the last eight
 * questions, so that another level is answered at once; two are read at a time while others wait.
 */
@Service
@DenyAll
public class BackTests {
    private static final int KEPT = 8;
    private static final int AT_ONCE = 2;
    private static final Duration GOOD_FOR = Duration.ofMinutes(5);

    private final RecordedTracks recorded;
    private final Clock clock;
    private final Semaphore turns = new Semaphore(AT_ONCE, true);
    private final Map<Question, Read> kept = new LinkedHashMap<>();

    /** What the recorded figures depend on; the levels are not part of it. */
    private record Question(
            Sight sight,
            RuleKind kind,
            Measure measure,
            Breadth breadth,
            double objective,
            Duration window,
            String environment,
            long upstreamId,
            String endpoints) {}

    private record Read(Instant at, Tracks tracks) {}

    BackTests(RecordedTracks recorded, Clock clock) {
        this.recorded = recorded;
        this.clock = clock;
    }

    /** Over what whoever asks may see; waits for the database. */
    @RolesAllowed("VIEWER")
    public Answer<BackTest> of(Rule rule) throws InterruptedException {
        Question question = new Question(
                Sight.current(),
                rule.kind(),
                rule.measure(),
                rule.breadth(),
                rule.objective(),
                rule.window(),
                rule.environment(),
                rule.upstreamId(),
                rule.endpoints());
        Tracks known = known(question);
        if (known == null) {
            turns.acquire();
            try {
                known = recorded.of(rule);
            } catch (MinuteFigures.Away away) {
                return new Answer.Unavailable<>(away.getMessage() == null ? "" : away.getMessage());
            } finally {
                turns.release();
            }
            keep(question, known);
        }
        return new Answer.Found<>(BackTest.of(rule, known));
    }

    private synchronized @Nullable Tracks known(Question question) {
        Instant now = clock.instant();
        kept.values().removeIf(read -> read.at().isBefore(now.minus(GOOD_FOR)));
        Read read = kept.get(question);
        return read == null ? null : read.tracks();
    }

    private synchronized void keep(Question question, Tracks tracks) {
        kept.put(question, new Read(clock.instant(), tracks));
        while (kept.size() > KEPT) {
            kept.remove(kept.keySet().iterator().next());
        }
    }
}
