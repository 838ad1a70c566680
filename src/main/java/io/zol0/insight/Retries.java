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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.springframework.stereotype.Component;

/**
 * Looks through the newest single calls that were kept for those that were made twice: again after a failure, or again although the
 * first went well; and what the second ones cost. Of most endpoints a sample is kept, so that this is what there is at least.
 */
@Component
public final class Retries {
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
     * @param byEndpoint those that were made twice, by the number of the endpoint
     */
    public record Seen(int looked, Map<Long, Again> byEndpoint) {
        /** Of all endpoints together. */
        public Again all() {
            return byEndpoint.values().stream().reduce(Again.NONE, Again::plus);
        }
    }

    /**
     * Calls that were made again.
     *
     * @param retries made within ten seconds after the same one failed or was refused
     * @param duplicates made within a second after the same one went to the provider and well
     * @param retried what the retries cost; the calls that they repeat are not in it
     * @param doubled what the duplicates cost
     */
    public record Again(int retries, int duplicates, Spent retried, Spent doubled) {
        public static final Again NONE = new Again(0, 0, Spent.NOTHING, Spent.NOTHING);

        Again plus(Again other) {
            return new Again(
                    retries + other.retries,
                    duplicates + other.duplicates,
                    retried.plus(other.retried),
                    doubled.plus(other.doubled));
        }
    }

    /** @param price what a call cost */
    Seen lastDay(Function<CallSample, Spent> price) {
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
        return seen(kept.reversed(), price);
    }

    /** @param kept oldest first */
    static Seen seen(List<CallSample> kept, Function<CallSample, Spent> price) {
        Map<Long, Again> byEndpoint = new LinkedHashMap<>();
        Map<String, CallSample> last = new HashMap<>();
        for (CallSample call : kept) {
            String what = call.upstreamId() + "\n" + call.caller() + "\n" + call.method() + "\n" + call.target();
            CallSample before = last.put(what, call);
            if (before != null) {
                Duration apart = Duration.between(before.at(), call.at());
                boolean bad = before.outcome() == Outcome.FAILED || before.outcome() == Outcome.REFUSED_BY_PROVIDER;
                boolean paid = before.outcome() == Outcome.SERVED || before.outcome() == Outcome.QUEUED;
                boolean pays = call.outcome() != Outcome.CACHED && call.outcome() != Outcome.REFUSED_BY_US;
                if (bad && pays && apart.compareTo(RETRY) <= 0) {
                    byEndpoint.merge(call.endpointId(), new Again(1, 0, price.apply(call), Spent.NOTHING), Again::plus);
                } else if (paid && pays && apart.compareTo(DUPLICATE) <= 0) {
                    byEndpoint.merge(call.endpointId(), new Again(0, 1, Spent.NOTHING, price.apply(call)), Again::plus);
                }
            }
        }
        return new Seen(kept.size(), byEndpoint);
    }
}
