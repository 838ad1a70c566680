package io.zol0.insight;

import io.zol0.metrics.Answer;
import io.zol0.metrics.CallPage;
import io.zol0.metrics.CallQuestion;
import io.zol0.metrics.CallSample;
import io.zol0.metrics.KeptCall;
import io.zol0.metrics.Outcome;
import io.zol0.metrics.SingleCalls;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * Looks through the newest single calls that were kept for those that were made twice: again after a failure, or again although the
 * first went well. Of most endpoints a sample is kept, so that this is what there is at least.
 */
@Component
class Retries {
    private static final int MOST_PAGES = 10;
    private static final Duration RETRY = Duration.ofSeconds(10);
    private static final Duration DUPLICATE = Duration.ofSeconds(1);

    private final SingleCalls calls;
    private final Whereabouts places;
    private final Clock clock;

    Retries(SingleCalls calls, Whereabouts places, Clock clock) {
        this.calls = calls;
        this.places = places;
        this.clock = clock;
    }

    /**
     * What was seen in the last day.
     *
     * @param looked how many single calls were looked at, the newest
     * @param retries of them made within ten seconds after the same one failed or was refused
     * @param duplicates of them made within a second after the same one went to the provider and well
     */
    public record Seen(int looked, int retries, int duplicates) {}

    Seen lastDay() {
        Instant to = clock.instant();
        CallQuestion question = CallQuestion.newest(
                places.scope(Place.EVERYTHING), to.minus(Duration.ofDays(1)), to, CallQuestion.MOST);
        List<CallSample> kept = new ArrayList<>();
        for (int page = 0; page < MOST_PAGES; page++) {
            if (!(calls.read(question) instanceof Answer.Found<CallPage>(CallPage read))) {
                break;
            }
            read.calls().stream().map(KeptCall::call).forEach(kept::add);
            if (read.next() == null) {
                break;
            }
            question = question.after(read.next());
        }
        return seen(kept.reversed());
    }

    /** @param kept oldest first */
    static Seen seen(List<CallSample> kept) {
        int retries = 0;
        int duplicates = 0;
        Map<String, CallSample> last = new HashMap<>();
        for (CallSample call : kept) {
            String what = call.upstreamId() + "\n" + call.caller() + "\n" + call.method() + "\n" + call.target();
            CallSample before = last.put(what, call);
            if (before != null) {
                Duration apart = Duration.between(before.at(), call.at());
                boolean bad = before.outcome() == Outcome.FAILED || before.outcome() == Outcome.REFUSED_BY_PROVIDER;
                boolean paid = before.outcome() == Outcome.SERVED || before.outcome() == Outcome.QUEUED;
                if (bad && apart.compareTo(RETRY) <= 0) {
                    retries++;
                } else if (paid && call.outcome() != Outcome.CACHED && apart.compareTo(DUPLICATE) <= 0) {
                    duplicates++;
                }
            }
        }
        return new Seen(kept.size(), retries, duplicates);
    }
}
