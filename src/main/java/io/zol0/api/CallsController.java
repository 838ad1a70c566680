package io.zol0.api;

import io.zol0.catalog.Upstream;
import io.zol0.metrics.CallPage;
import io.zol0.metrics.CallPlace;
import io.zol0.metrics.CallQuestion;
import io.zol0.metrics.CallQuestion.Order;
import io.zol0.metrics.CallSample;
import io.zol0.metrics.KeptCall;
import io.zol0.metrics.Outcome;
import io.zol0.metrics.Scope;
import io.zol0.metrics.SingleCalls;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Single calls by REST: those that were kept, which are failed, slow and sampled ones and whatever is recorded as a whole. */
@RestController
@RequestMapping("/api/performance")
class CallsController {
    private final SingleCalls calls;
    private final SeenUpstreams upstreams;
    private final Clock clock;

    CallsController(SingleCalls calls, SeenUpstreams upstreams, Clock clock) {
        this.calls = calls;
        this.upstreams = upstreams;
        this.clock = clock;
    }

    /**
     * A call that was kept; times are in milliseconds.
     *
     * @param target path and query with secrets masked
     * @param status 0 where none was sent
     * @param firstByteMs 0 where no answer came
     */
    record SingleCall(
            Instant at,
            long endpoint,
            String upstream,
            String caller,
            String method,
            String target,
            int status,
            Outcome outcome,
            long bytesIn,
            long bytesOut,
            double firstByteMs,
            double totalMs,
            double overheadMs,
            @Nullable String failure) {
        static SingleCall of(KeptCall kept, Map<Long, Upstream> byId) {
            CallSample call = kept.call();
            Upstream upstream = byId.get(call.upstreamId());
            return new SingleCall(
                    call.at(),
                    call.endpointId(),
                    upstream == null ? "" : upstream.name(),
                    call.caller(),
                    call.method(),
                    call.target(),
                    call.status(),
                    call.outcome(),
                    call.bytesIn(),
                    call.bytesOut(),
                    FiguresBody.millis(call.firstByte()),
                    FiguresBody.millis(call.total()),
                    FiguresBody.millis(call.overhead()),
                    call.failure());
        }
    }

    /**
     * Some of the calls.
     *
     * @param next the cursor of the next page; null where this is the last one
     */
    record Calls(
            Instant from,
            Instant to,
            List<SingleCall> calls,
            @Nullable String next) {}

    /** The newest first. */
    @GetMapping("/calls")
    Calls newest(
            @RequestParam(required = false) @Nullable String window,
            @RequestParam(required = false) @Nullable Instant from,
            @RequestParam(required = false) @Nullable Instant to,
            @RequestParam(required = false) @Nullable String environment,
            @RequestParam(required = false) @Nullable String upstream,
            @RequestParam(required = false) @Nullable Long endpoint,
            @RequestParam(required = false) @Nullable String caller,
            @RequestParam(defaultValue = "") Set<Outcome> outcome,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = "50") int limit) {
        Scope scope = upstreams.select(environment, upstream, endpoint).scope();
        return read(
                scope, TimeSpan.of(window, from, to, clock.instant()), outcome, caller, Order.NEWEST, cursor, limit);
    }

    /** The slowest first. */
    @GetMapping("/slowest")
    Calls slowest(
            @RequestParam(required = false) @Nullable String window,
            @RequestParam(required = false) @Nullable Instant from,
            @RequestParam(required = false) @Nullable Instant to,
            @RequestParam(required = false) @Nullable String environment,
            @RequestParam(required = false) @Nullable String upstream,
            @RequestParam(required = false) @Nullable Long endpoint,
            @RequestParam(required = false) @Nullable String caller,
            @RequestParam(defaultValue = "") Set<Outcome> outcome,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = "50") int limit) {
        Scope scope = upstreams.select(environment, upstream, endpoint).scope();
        return read(
                scope, TimeSpan.of(window, from, to, clock.instant()), outcome, caller, Order.SLOWEST, cursor, limit);
    }

    private Calls read(
            Scope scope,
            TimeSpan span,
            Set<Outcome> outcomes,
            @Nullable String caller,
            Order order,
            @Nullable String cursor,
            int limit) {
        CallPlace after = cursor == null ? null : CallPlace.read(cursor).orElseThrow(Cursor::unfit);
        CallPage page = HistoryAway.require(calls.read(
                new CallQuestion(scope, span.from(), span.to(), outcomes, caller, order, after, Cursor.limit(limit))));
        Map<Long, Upstream> byId = upstreams.byId();
        CallPlace next = page.next();
        return new Calls(
                span.from(),
                span.to(),
                page.calls().stream().map(call -> SingleCall.of(call, byId)).toList(),
                next == null ? null : next.text());
    }
}
