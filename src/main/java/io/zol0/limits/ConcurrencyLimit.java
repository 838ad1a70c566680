package io.zol0.limits;

/**
 * The number of calls that an upstream takes at once, found from how its latency changes: the gradient between the least seen and
 * what was seen last narrows it, the square root of it is the queue that is allowed, as in the gradient limit of Netflix's
 * concurrency-limits (https://github.com/Netflix/concurrency-limits, 2018). As there, few calls are let through now and then to
 * see the least latency anew. Calls that fail shrink it by a tenth. Safe for any number of threads, each of which holds its lock
 * for a few additions; allocates nothing.
 */
public final class ConcurrencyLimit {
    private static final double SMOOTHING = 0.2;

    /** Calls of which one window's latency is the mean. */
    private static final int SAMPLES = 10;

    /** After so many windows the least latency is looked for anew. */
    private static final int WINDOWS = 1_000;

    private final ConcurrencySettings settings;
    private double limit;
    private int inFlight;
    private int mostInFlight;
    private int samples;
    private double sum;
    private double leastLatency = Double.POSITIVE_INFINITY;
    private int windows;
    private double limitBefore;
    private boolean narrowed;
    private int passedOver;

    public ConcurrencyLimit(ConcurrencySettings settings) {
        this.settings = settings;
        this.limit = Math.max(settings.least(), Math.min(20, settings.most()));
    }

    /** Lets a call through where there is room; then it must be told with {@link #ended} or {@link #unused}. */
    public synchronized boolean enter() {
        if (inFlight >= (int) limit) {
            return false;
        }
        inFlight++;
        mostInFlight = Math.max(mostInFlight, inFlight);
        return true;
    }

    /** A call was answered, or failed by a time-out or for want of capacity. */
    public synchronized void ended(long tookNanos, boolean failed) {
        inFlight--;
        if (failed) {
            limit = within(limit * 0.9);
            limitBefore = within(limitBefore * 0.9);
            return;
        }
        if (isFromBefore()) {
            return;
        }
        sum += Math.max(1, tookNanos);
        if (++samples >= SAMPLES) {
            adapt(sum / samples);
            samples = 0;
            sum = 0;
            mostInFlight = inFlight;
        }
    }

    /** A call was never sent. */
    public synchronized void unused() {
        inFlight--;
    }

    /** Calls that it lets through at once now. */
    public synchronized int limit() {
        return (int) limit;
    }

    public synchronized int inFlight() {
        return inFlight;
    }

    /** While few calls are let through: whether the call that ended began when there were more. */
    private boolean isFromBefore() {
        if (narrowed) {
            narrowed = inFlight > limit;
            passedOver = inFlight;
            return true;
        }
        return passedOver-- > 0;
    }

    private void adapt(double latency) {
        passedOver = 0;
        if (windows == WINDOWS) {
            leastLatency = latency;
            limit = limitBefore;
            windows = 0;
            return;
        }
        windows++;
        leastLatency = Math.min(leastLatency, latency);
        if (windows == WINDOWS) {
            limitBefore = limit;
            limit = within(Math.sqrt(limit));
            narrowed = true;
            return;
        }
        if (mostInFlight < limit / 2) {
            // It is not what holds calls back, so nothing is learnt.
            return;
        }
        double gradient = Math.clamp(settings.tolerance() * leastLatency / latency, 0.5, 1);
        limit = within(limit * (1 - SMOOTHING) + (limit * gradient + Math.sqrt(limit)) * SMOOTHING);
    }

    private double within(double wanted) {
        return Math.clamp(wanted, settings.least(), settings.most());
    }
}
