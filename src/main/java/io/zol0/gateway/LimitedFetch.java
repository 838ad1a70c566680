package io.zol0.gateway;

import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.ScheduledFuture;
import io.vertx.core.buffer.Buffer;
import io.zol0.limits.CircuitBreaker;
import io.zol0.limits.ConcurrencyLimit;
import io.zol0.limits.Decision;
import io.zol0.limits.Granted;
import io.zol0.limits.Hearing;
import io.zol0.limits.LimitedCall;
import io.zol0.limits.RateLimitItems;
import io.zol0.limits.Readings;
import io.zol0.limits.Refused;
import io.zol0.limits.Signal;
import io.zol0.limits.Standing;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A fetch on its way through the limits: what it is let through by, and what its answer tells them. */
final class LimitedFetch implements LimitedCall, LimitedCall.Loop, AnswerWatch {
    private static final byte[] NO_BODY = {};

    private final Fetch fetch;
    private final UpstreamLimits upstream;
    private final Limiting limiting;
    private final FetchStep next;
    private @Nullable CircuitBreaker breaker;
    private long ticket;
    private @Nullable ConcurrencyLimit concurrency;
    private @Nullable Granted granted;
    private long heldNanos;
    private long startedNanos;
    private @Nullable AnswerHead head;
    private boolean judged;
    private boolean answered;

    LimitedFetch(Fetch fetch, UpstreamLimits upstream, Limiting limiting, FetchStep next) {
        this.fetch = fetch;
        this.upstream = upstream;
        this.limiting = limiting;
        this.next = next;
    }

    void begin() {
        long now = System.nanoTime();
        breaker = upstream.breaker(fetch.endpoint().id(), now);
        if (breaker != null) {
            ticket = breaker.enter(now);
            if (ticket <= 0) {
                long wait = -ticket;
                breaker = null;
                fetch.refuse(LimitProblems.broken(fetch.route().name(), fetch.endpoint(), wait));
                return;
            }
        }
        switch (limiting.limits().reserve(this)) {
            case Granted let -> proceed(let);
            case Refused no -> refuse(no);
            case Decision.Waits waits -> {
                fetch.held(() -> {
                    waits.cancel();
                    leaveBreaker();
                });
                heldNanos = System.nanoTime();
            }
        }
    }

    @Override
    public void decided(Decision.Final decision) {
        switch (decision) {
            case Granted let -> {
                Exchange call = fetch.call();
                if (call != null) {
                    call.waited(heldNanos, System.nanoTime());
                }
                proceed(let);
            }
            case Refused no -> refuse(no);
        }
    }

    private void proceed(Granted let) {
        ConcurrencyLimit limit = upstream.concurrency();
        if (limit != null && !limit.enter()) {
            let.giveBack();
            leaveBreaker();
            fetch.refuse(LimitProblems.tooMany(fetch.route().name(), limit.limit()));
            return;
        }
        concurrency = limit;
        granted = let;
        startedNanos = System.nanoTime();
        fetch.watchedBy(this);
        next.take(fetch);
    }

    private void refuse(Refused no) {
        leaveBreaker();
        if (limiting.settings().rateLimitFields()) {
            List<Standing> standings = limiting.limits().standings(this);
            tell(RateLimitItems.policy(standings), standings);
        }
        fetch.refuse(LimitProblems.of(no));
    }

    private void leaveBreaker() {
        CircuitBreaker entered = breaker;
        if (entered != null) {
            breaker = null;
            entered.unused(ticket);
        }
    }

    private void tell(String policy, List<Standing> standings) {
        Exchange call = fetch.call();
        if (call != null && !standings.isEmpty()) {
            call.adds(Field.RATE_LIMIT_POLICY, policy);
            call.adds(Field.RATE_LIMIT, RateLimitItems.limit(standings));
        }
    }

    // ---- what the limits ask of the call

    @Override
    public long upstreamId() {
        return fetch.route().upstream().id();
    }

    @Override
    public String method() {
        return fetch.asked().method().name();
    }

    @Override
    public String template() {
        return fetch.endpoint().template();
    }

    @Override
    public String caller() {
        return fetch.caller();
    }

    @Override
    public @Nullable CharSequence header(String name) {
        return fetch.asked().fields().get(name);
    }

    @Override
    public @Nullable CharSequence query(String name) {
        return QueryField.of(fetch.asked().target(), name);
    }

    @Override
    public long patienceNanos() {
        Exchange call = fetch.call();
        return call == null ? Long.MAX_VALUE : call.patienceNanos();
    }

    @Override
    public LimitedCall.Loop loop() {
        return this;
    }

    @Override
    public void execute(Runnable task) {
        executor().execute(task);
    }

    @Override
    public Runnable after(long delayNanos, Runnable task) {
        ScheduledFuture<?> timer = executor().schedule(task, delayNanos, TimeUnit.NANOSECONDS);
        return () -> timer.cancel(false);
    }

    private EventExecutor executor() {
        return fetch.loop().context().nettyEventLoop();
    }

    // ---- what the answer tells the limits

    @Override
    public int begins(AnswerHead answer, long nowNanos) {
        answered = true;
        head = answer;
        boolean failed = answer.status() >= 500;
        guardsHear(failed, failed || answer.status() == 429, nowNanos);
        Hearing hearing = upstream.hearing();
        boolean wantsBody = hearing != null && hearing.readings().wantsBody(answer.status(), answer::joined);
        if (!wantsBody) {
            hear(NO_BODY);
        }
        tellStanding();
        return wantsBody ? Readings.LONGEST_PREFIX : 0;
    }

    @Override
    public void bodyBegins(Buffer start) {
        hear(start.getBytes());
    }

    @Override
    public void ends(Ending how, long nowNanos) {
        switch (how) {
            case WHOLE, BROKEN -> hear(NO_BODY);
            case UNANSWERED -> {
                guardsHear(true, true, nowNanos);
                if (upstream.hearing() instanceof Hearing hearing && granted != null) {
                    hearing.unanswered(granted);
                }
                tellStanding();
            }
            case UNSENT -> {
                if (granted != null) {
                    granted.giveBack();
                }
                leaveBreaker();
                leaveConcurrency();
            }
            case ABANDONED -> {
                leaveBreaker();
                leaveConcurrency();
                if (answered) {
                    hear(NO_BODY);
                } else if (upstream.hearing() instanceof Hearing hearing && granted != null) {
                    hearing.abandoned(granted);
                }
            }
        }
    }

    private void tellStanding() {
        if (granted != null && limiting.settings().rateLimitFields()) {
            List<Standing> standings = granted.standings();
            tell(granted.policy(standings), standings);
        }
    }

    private void hear(byte[] body) {
        Hearing hearing = upstream.hearing();
        AnswerHead answer = head;
        if (!judged && hearing != null && answer != null) {
            judged = true;
            heard(hearing.readings()
                    .read(answer.status(), answer::joined, body, body.length, System.currentTimeMillis()));
        }
    }

    private void heard(Signal signal) {
        Hearing hearing = upstream.hearing();
        if (hearing != null && granted != null) {
            hearing.heard(granted, signal);
        }
    }

    private void guardsHear(boolean failed, boolean overloaded, long nowNanos) {
        CircuitBreaker entered = breaker;
        if (entered != null) {
            breaker = null;
            entered.ended(ticket, failed, nowNanos - startedNanos, nowNanos);
        }
        ConcurrencyLimit limit = concurrency;
        if (limit != null) {
            concurrency = null;
            limit.ended(nowNanos - startedNanos, overloaded);
        }
    }

    private void leaveConcurrency() {
        ConcurrencyLimit limit = concurrency;
        if (limit != null) {
            concurrency = null;
            limit.unused();
        }
    }
}
