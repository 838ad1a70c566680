package io.zol0.limits;

import io.zol0.limits.Control.Mode;
import io.zol0.limits.ProviderAnswer.Verdict;
import io.zol0.limits.QuotaEstimate.Source;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Finds the limit that a provider really has and moves a quota's operating level after it, between the floor and the ceiling that
 * are its setting.
 *
 * <p>It goes by what it sees, not by the kind of window that is written down. Where the provider says what is spent, by
 * {@link ProviderWindow}; where calls begin to wait at the provider, by {@link RoundTrips}; else by {@link HiddenRate}, from
 * refusals alone. Each names its source. Time-outs are failures, for {@link Brake}. {@code Retry-After} (RFC 9110, section
 * 10.2.3) is obeyed always. No more calls are on their way at once than may be refused without a ban, since a limit that was
 * lowered is found out by all of them together.
 *
 * <p>Time is nanoseconds of any beginning; where it goes back it stands still. Not safe for several threads at once: it is called
 * within the critical section of its quota. Its memory is a few kilobytes, whatever comes.
 */
public final class QuotaController {
    /** Of the first window's capacity, what is let through at once after a rest, until more is known. */
    private static final double BURST = 0.05;

    private static final double REFUSABLE_SHARE = 0.01;
    private static final double CALLS_BETWEEN_PROBES = 500;
    private static final double LONGEST_PAUSE = Duration.ofDays(7).toSeconds();
    private static final double SHORTEST_WAIT = 0.001;
    private static final double LONGEST_WAIT = 60;
    /** Of a normal distribution, nine in ten lie this near, in standard deviations. */
    private static final double NINE_IN_TEN = 1.645;

    private final double capacity;
    private final double seconds;
    private final Consumer<Move> moves;
    private final StepLog steps;
    private final RoundTrips roundTrips = new RoundTrips();
    private final Brake brake = new Brake();
    private final Pace top;
    private final OnTheirWay onTheirWay = new OnTheirWay();
    private final Caution caution = new Caution();
    private final Evidence evidence = new Evidence();
    private Control control;
    private double burst;
    private ProviderWindow window;
    private HiddenRate hidden;
    private final @Nullable OwnCount own;
    private Finding finding = Finding.AS_BEFORE;
    private double callsSinceRefusal;
    private long answers;
    private boolean refusedEver;
    private boolean ownMoved;
    private long origin = Long.MIN_VALUE;
    private double now;

    public QuotaController(QuotaWindow first, Control control) {
        this(first, control, move -> {});
    }

    /**
     * @param first the first window as it is set
     * @param moves hears of every move of the level
     */
    public QuotaController(QuotaWindow first, Control control, Consumer<Move> moves) {
        this(first, control, moves, (double) first.capacity(), null);
    }

    /** @param wall nanoseconds by the wall clock at a time */
    public QuotaController(QuotaWindow first, Control control, LongUnaryOperator wall) {
        this(first, control, move -> {}, (double) first.capacity(), wall);
    }

    /** @param likely weight within the first window that it begins with, as what is written down or was learned before */
    QuotaController(
            QuotaWindow first, Control control, Consumer<Move> moves, double likely, @Nullable LongUnaryOperator wall) {
        this.capacity = first.capacity();
        this.seconds = first.period().toNanos() / 1e9;
        this.control = control;
        this.moves = moves;
        this.burst = burst();
        this.top = new Pace(burst);
        double rate = Math.clamp(likely / seconds, least(), most());
        this.window = new ProviderWindow(rate, seconds, least(), most());
        this.hidden = new HiddenRate(rate, burst, least(), most());
        boolean counts = first.kind() == WindowKind.ROLLING || first.kind() == WindowKind.ALIGNED;
        this.own = counts
                ? new OwnCount(
                        first,
                        likely,
                        least() * seconds,
                        most() * seconds,
                        wall == null ? null : time -> wall.applyAsLong(origin + time))
                : null;
        this.steps = new StepLog(advised(), seconds);
    }

    /** Takes another mode, floor or ceiling; what was learned stays where these stay the same. */
    public void control(Control changed) {
        if (changed.equals(control)) {
            return;
        }
        double rate = rate();
        control = changed;
        burst = burst();
        rate = Math.clamp(rate, least(), most());
        window = new ProviderWindow(rate, seconds, least(), most());
        hidden = new HiddenRate(rate, burst, least(), most());
        hidden.advance(now);
        if (own != null) {
            own.bounds(least() * seconds, most() * seconds);
        }
    }

    /** Who is not paced by this comes in bursts of a whole window. */
    private double burst() {
        return Math.max(1, control.mode() == Mode.ON ? capacity * BURST : capacity);
    }

    /**
     * Weight that may be sent now; infinite unless the mode is {@code ON}. A call that is heavier than there is ever room for is
     * to be sent when there is as much as there can be: see {@link #full}.
     */
    public double room(long nanos) {
        advance(nanos);
        if (control.mode() != Mode.ON) {
            return Double.POSITIVE_INFINITY;
        }
        if (caution.closedFor(now) > 0 || onTheirWay.calls() >= refusable()) {
            return 0;
        }
        if (!roundTrips.queueing(now) && window.known()) {
            return brake.room(windowRoom());
        }
        double most = brake.room(own == null ? top.room() : capacity * control.ceiling());
        if (roundTrips.queueing(now)) {
            return hidden.any() && !roundTrips.draining(now) ? most : 0;
        }
        double room = own == null ? hidden.room() : ownRoom(own);
        room = window.seen() ? Math.min(room, windowRoom()) : room;
        return Math.clamp(room, 0, most);
    }

    /** Whether there is as much room as there can be, so that waiting for more is in vain. */
    public boolean full(long nanos) {
        advance(nanos);
        return control.mode() != Mode.ON
                || (caution.closedFor(now) == 0
                        && onTheirWay.calls() == 0
                        && brake.full(burst)
                        && (top.room() >= burst || window.known())
                        && (window.known() ? window.untouched() : own == null ? hidden.full() : own.spent(now) == 0));
    }

    /** Nanoseconds until a weight may go if nothing else is sent; an answer that comes in between may change it. */
    public long fitsIn(long nanos, double weight) {
        if (room(nanos) >= weight || full(nanos)) {
            return 0;
        }
        double wait = Math.clamp(wait(weight), SHORTEST_WAIT, LONGEST_WAIT);
        return (long) Math.ceil(Math.max(caution.closedFor(now), wait) * 1e9);
    }

    private double wait(double weight) {
        boolean counted = window.known() && !roundTrips.queueing(now);
        double atMost = counted || own != null ? 0 : top.fitsIn(Math.min(weight, burst), most());
        double wait = Math.max(atMost, brake.fitsIn(weight, rate(), burst));
        boolean toHear = onTheirWay.calls() > 0 && !counted && own != null && own.oneByOne(now);
        if (toHear || onTheirWay.calls() >= refusable()) {
            wait = Math.max(wait, onTheirWay.usualAge());
        }
        if (roundTrips.queueing(now)) {
            return Math.max(wait, Math.max(hidden.overdrawnFor(), roundTrips.drainedIn(now)));
        }
        return Math.max(wait, counted ? window.endsIn(now) : alone(weight));
    }

    private double windowRoom() {
        return window.room(now, onTheirWay.cost(), onTheirWay.calls() == 0, probes(), burst, brake.share());
    }

    private double ownRoom(OwnCount count) {
        return count.room(now, onTheirWay.calls() == 0, probes(), burst);
    }

    private boolean probes() {
        return callsSinceRefusal > CALLS_BETWEEN_PROBES;
    }

    /** Seconds until there is room by what was learned without the provider's count. */
    private double alone(double weight) {
        return own == null ? hidden.fitsIn(Math.min(weight, burst)) : own.fitsIn(now, weight);
    }

    /** Calls that may be on their way at once: as many as may be refused, or what the rate needs. */
    private double refusable() {
        double needed = 1.5 * rate() * onTheirWay.usualAge() / onTheirWay.usualWeight();
        double share = capacity * REFUSABLE_SHARE / onTheirWay.usualWeight();
        return caution.oneByOne() ? 1 : Math.max(Caution.REFUSABLE, Math.max(needed, share));
    }

    /** A call was sent; what is answered is to be handed back with what became of it. */
    public SentCall sent(long nanos, double weight) {
        advance(nanos);
        double charged = Math.max(0, weight);
        hidden.sent(charged);
        window.sent(charged);
        brake.sent(charged);
        top.sent(charged);
        SentCall call = new SentCall(this, now, charged);
        onTheirWay.sent(call, window.costs().cost(charged));
        if (own != null) {
            own.sent(now, call);
        }
        evidence.sent();
        callsSinceRefusal++;
        return call;
    }

    /** What became of a call of this controller; every call that was sent should come back here, and counts once. */
    public void answered(long nanos, SentCall call, ProviderAnswer answer) {
        if (call.answered || call.by != this) {
            return;
        }
        call.answered = true;
        advance(nanos);
        double sentAt = call.at;
        double charged = call.weight;
        double retryAfter = pause(answer.retryAfter());
        boolean refusal = answer.verdict() == Verdict.REFUSED || answer.verdict() == Verdict.BANNED;
        double used = answer.verdict() == Verdict.SERVED || refusal ? answer.used() : Double.NaN;
        boolean inOrder = onTheirWay.isOldest(call);
        boolean moved = window.answered(now, sentAt, charged, onTheirWay.cost(), inOrder, refusal, used, retryAfter);
        double since = hidden.rate() * (now - sentAt) - onTheirWay.sentAfter(call);
        onTheirWay.answered(call, now, window.costs().cost(charged), refusal);
        if (retryAfter > 0) {
            caution.askedToWait(sentAt + retryAfter);
        }
        answers += answer.verdict() == Verdict.LOST ? 0 : 1;
        refusedEver |= refusal;
        switch (answer.verdict()) {
            case SERVED -> served(call, since, answer);
            case REFUSED -> {
                evidence.refused();
                caution.refused(now);
                refused(call, since);
            }
            case BANNED -> {
                evidence.banned();
                caution.banned(now, sentAt, retryAfter > 0);
                refused(call, since);
            }
            case TIMED_OUT -> {
                evidence.timedOut();
                brake.press(now);
                waited(charged, since, answer);
            }
            case LOST -> {}
        }
        finding = found(moved || ownMoved);
        ownMoved = false;
        long to = advised();
        Move move = steps.move(now, to, () -> evidence.reason(to > steps.level(), finding));
        if (move != null) {
            moves.accept(move);
        }
    }

    private void served(SentCall call, double since, ProviderAnswer answer) {
        caution.served(call.at);
        brake.release();
        if (own != null) {
            ownMoved |= own.served(call);
        }
        waited(call.weight, since, answer);
    }

    private void waited(double weight, double since, ProviderAnswer answer) {
        roundTrips.answered(now, Math.max(0, answer.roundTrip().toNanos() / 1e9));
        if (roundTrips.queueing(now)) {
            hidden.waited(roundTrips.target(), roundTrips.latest(), since - weight);
        } else if (!window.known()) {
            hidden.served(since);
        }
    }

    private void refused(SentCall call, double since) {
        callsSinceRefusal = 0;
        if (own != null) {
            ownMoved |= own.refused(now, call);
        }
        if (!window.known()) {
            hidden.refused(call.weight, since);
        }
    }

    private Finding found(boolean moved) {
        if (roundTrips.queueing(now)) {
            return Finding.QUEUEING;
        }
        if (!window.known() && own != null) {
            return moved || stays(true) ? Finding.LIMIT_CHANGED : Finding.AS_BEFORE;
        }
        if (!window.known()) {
            boolean other = Math.abs(advised() - steps.level()) > 0.2 * steps.level();
            return hidden.restless()
                    ? Finding.SHARED
                    : other || stays(false) ? Finding.LIMIT_CHANGED : Finding.AS_BEFORE;
        }
        if (moved || (stays(true) && !window.shared())) {
            return Finding.LIMIT_CHANGED;
        }
        if (window.shared()) {
            return Finding.SHARED;
        }
        return Double.isNaN(window.costs().changed()) ? Finding.AS_BEFORE : Finding.WEIGHTS_CHANGED;
    }

    /** A limit that changed is told until the level has followed it. */
    private boolean stays(boolean inTheOpen) {
        long away = Math.abs(advised() - steps.level());
        return finding == Finding.LIMIT_CHANGED && (away > 0.05 * steps.level() || !inTheOpen);
    }

    /** Weight let through within the first window, as it was moved last; what it would be where the mode is not {@code ON}. */
    public long level() {
        return steps.level();
    }

    /** The same as it is estimated at this moment. */
    public long advised() {
        double most = Math.max(1, Math.floor(capacity * control.ceiling()));
        double least = Math.min(most, Math.max(1, Math.ceil(capacity * control.floor())));
        return Math.round(Math.clamp(likely() * brake.share() * seconds, least, most));
    }

    /** What is said to be the rate; where a count is seen, no more than that shows before its window is known. */
    private double likely() {
        boolean unknown = window.seen() && !window.known() && !roundTrips.queueing(now);
        return unknown ? Math.min(rate(), window.rate()) : rate();
    }

    /** What it takes the limit to be, and how sure it is. */
    public QuotaEstimate estimate() {
        long weight = Math.round(likely() * seconds);
        if (roundTrips.queueing(now) || !window.known()) {
            if (own != null && !roundTrips.queueing(now)) {
                return counted(weight, own);
            }
            double off = NINE_IN_TEN * hidden.deviation() * seconds;
            Source source = roundTrips.queueing(now) ? Source.WAITS : refusedEver ? Source.REFUSALS : Source.DOCUMENTED;
            Long most = source == Source.DOCUMENTED ? null : Long.valueOf(Math.round(weight + off));
            return new QuotaEstimate(weight, Math.round(Math.max(0, weight - off)), most, source, finding, 0, answers);
        }
        double scale = seconds / window.period();
        Long most = Double.isInfinite(window.refused()) ? null : Long.valueOf(Math.round(window.refused() * scale));
        return new QuotaEstimate(
                weight,
                Math.round(window.served() * scale),
                most,
                Source.COUNT,
                finding,
                Math.round(window.others() * scale),
                answers);
    }

    private QuotaEstimate counted(long weight, OwnCount count) {
        Source source = refusedEver ? Source.REFUSALS : Source.DOCUMENTED;
        Long most = Double.isInfinite(count.refused()) ? null : Long.valueOf(Math.round(count.refused()));
        long least = Math.min(weight, Math.round(count.served()));
        return new QuotaEstimate(weight, least, most, source, finding, 0, answers);
    }

    private double rate() {
        if (roundTrips.queueing(now)) {
            return hidden.rate();
        }
        return window.known() ? window.rate() : own == null ? hidden.rate() : own.limit() / seconds;
    }

    private double least() {
        return capacity * control.floor() / seconds;
    }

    private double most() {
        return capacity * control.ceiling() / seconds;
    }

    private void advance(long nanos) {
        now = Math.max(now, seconds(nanos));
        hidden.advance(now);
        window.advance(now);
        onTheirWay.advance(now);
        brake.advance(now, rate(), burst);
        top.advance(now, most(), burst);
    }

    private double seconds(long nanos) {
        if (origin == Long.MIN_VALUE) {
            origin = nanos;
        }
        return (nanos - origin) / 1e9;
    }

    private static double pause(@Nullable Duration retryAfter) {
        return retryAfter == null || retryAfter.isNegative() || retryAfter.toSeconds() > LONGEST_PAUSE
                ? Double.NaN
                : retryAfter.toNanos() / 1e9;
    }
}
