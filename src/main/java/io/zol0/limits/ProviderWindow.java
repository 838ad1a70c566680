package io.zol0.limits;

/**
 * What a provider's own count of spent weight tells: when its window begins anew, how long it is, and between which counts it
 * begins to refuse. The limit is at least the highest count at which a call was served and below the lowest at which one was
 * refused; what lies between is halved by trying, as in a binary search, one call at a time. Units are weight and seconds.
 */
final class ProviderWindow {
    private static final double CLOSE = 0.015;
    private static final int SILENT = 50;
    private static final double LASTING = 0.08;
    private static final int WINDOWS_TO_TELL = 3;

    /** What others spend after our last call in a window is thought to be as before it, up to this factor. */
    private static final double MOST_UNWATCHED = 5;

    private final double documentedRate;
    private final double least;
    private final double most;
    private final WindowClock clock;
    private final WeightTable costs = new WeightTable();

    private boolean seen;
    private int silent;
    private double count;
    private double before;
    private double ours;
    private double oursBefore;
    private double startedAt;
    private double watchedBefore;
    private boolean confirmed = true;
    private double countedAt = Double.NEGATIVE_INFINITY;
    private double countedSentAt = Double.NEGATIVE_INFINITY;

    private double served;
    private double servedHere;
    private double refused = Double.POSITIVE_INFINITY;
    private boolean exploring;
    private double closedUntil = Double.NEGATIVE_INFINITY;

    private double others;
    private int windows;

    /**
     * @param least lowest limit to think of, a second
     * @param most highest limit to think of, a second
     */
    ProviderWindow(double documentedRate, double documentedPeriod, double least, double most) {
        this.documentedRate = documentedRate;
        this.least = least;
        this.most = most;
        clock = new WindowClock(documentedPeriod);
    }

    /** Whether the provider counts in the open and its window is known, so that this is what to go by. */
    boolean known() {
        return seen && clock.known();
    }

    boolean seen() {
        return seen;
    }

    /** Weight that the provider lets through in one of its windows, as far as known. */
    double limit() {
        double found =
                !Double.isInfinite(refused) || exploring ? served : Math.max(served, documentedRate * clock.period());
        return Math.clamp(found, least * clock.period(), most * clock.period());
    }

    double rate() {
        return limit() / clock.period();
    }

    /** What others spend in a window, on average of the latest. */
    double others() {
        return others;
    }

    /** Whether others spend a lasting part of it. */
    boolean shared() {
        return windows >= WINDOWS_TO_TELL && others > LASTING * limit();
    }

    double period() {
        return clock.period();
    }

    /** Highest count at which a call was served. */
    double served() {
        return served;
    }

    /** Lowest count at which one was refused; infinite where none was. */
    double refused() {
        return refused;
    }

    /** Whether nothing was spent in it yet. */
    boolean untouched() {
        return count == 0;
    }

    /** Seconds until there may be room again. */
    double endsIn(double now) {
        return Math.max(0, Math.max(closedUntil, clock.end()) - now);
    }

    WeightTable costs() {
        return costs;
    }

    void advance(double now) {
        if (clock.turned(now)) {
            begin();
            confirmed = false;
        }
    }

    private void begin() {
        before = count;
        oursBefore = ours;
        watchedBefore = Math.max(0, countedSentAt - startedAt);
        startedAt = clock.began();
        count = 0;
        ours = 0;
        servedHere = 0;
    }

    /** The window before is surely over. */
    private void ended() {
        if (before > 0) {
            double unwatched = Math.clamp(clock.period() / Math.max(1e-3, watchedBefore), 1, MOST_UNWATCHED);
            others += (Math.max(0, before - oursBefore) * unwatched - others) * 0.3;
            windows = Math.min(windows + 1, WINDOWS_TO_TELL);
        }
    }

    void sent(double weight) {
        ours += costs.cost(weight);
    }

    /**
     * Takes what an answer says.
     *
     * @param unanswered weight of calls still on their way, this one included
     * @param inOrder whether no call sent before is still on its way
     * @param used the provider's count, or NaN
     * @param retryAfter seconds from when the call was sent, or NaN
     * @return whether the limit turned out to be another one
     */
    boolean answered(
            double now,
            double sentAt,
            double weight,
            double unanswered,
            boolean inOrder,
            boolean refusal,
            double used,
            double retryAfter) {
        advance(now);
        if (refusal && retryAfter > 0) {
            closedUntil = Math.max(closedUntil, sentAt + retryAfter);
        }
        if (!(used >= 0 && used < 1000 * most * Math.max(1, clock.period()))) {
            silent = Math.min(silent + 1, SILENT);
            seen &= silent < SILENT;
            return false;
        }
        seen = true;
        silent = 0;
        if (sentAt >= clock.began()) {
            place(now, sentAt, weight, unanswered, inOrder, used);
        }
        return refusal ? refusedAt(now, sentAt, used, weight, retryAfter) : servedAt(used);
    }

    /** Finds out whether the window is the one that was thought, and counts. */
    private void place(double now, double sentAt, double weight, double unanswered, boolean inOrder, double used) {
        if (!confirmed) {
            if (before >= 3 * weight && used >= before + weight / 2) {
                clock.late(now);
                count = before;
                ours += oursBefore;
                servedHere = before;
            } else {
                clock.confirmed(countedSentAt, sentAt);
                ended();
            }
            confirmed = true;
        } else if (used < count && sentAt >= countedAt) {
            // Sent when that count was known, so that it came after it; answers overtake each other.
            begin();
            ended();
            ours = unanswered;
            clock.seen(countedSentAt, sentAt);
        }
        if (count > 0 && used > count && inOrder && sentAt >= countedSentAt) {
            costs.heard(weight, used - count);
        }
        if (used > count) {
            count = used;
            countedAt = now;
        }
        countedSentAt = Math.max(sentAt, countedSentAt);
    }

    private boolean servedAt(double used) {
        boolean higher = used >= refused;
        if (higher) {
            refused = Double.POSITIVE_INFINITY;
            exploring = true;
        }
        servedHere = Math.max(servedHere, used);
        served = Math.max(served, used);
        return higher;
    }

    private boolean refusedAt(double now, double sentAt, double used, double weight, double retryAfter) {
        if (retryAfter > 0) {
            clock.willTurn(sentAt + retryAfter, retryAfter);
        } else if (closedUntil < now) {
            closedUntil = now + clock.period() / 20;
        }
        // Some providers count refused calls and some do not.
        double over = used > servedHere ? used : used + weight;
        boolean lower = over <= served;
        if (lower) {
            served = Math.max(0, Math.min(servedHere > 0 ? servedHere : over, over - weight));
            refused = over;
        } else {
            refused = Math.min(refused, over);
        }
        exploring = false;
        return lower;
    }

    /**
     * Weight that may be sent now.
     *
     * @param unanswered weight on its way
     * @param alone whether no call is on its way
     * @param probe whether it is time to try more than was ever served
     * @param heaviest what to let through for one call beyond what is known to be good
     */
    double room(double now, double unanswered, boolean alone, boolean probe, double heaviest, double share) {
        if (now < closedUntil) {
            return 0;
        }
        double left = limit() * share - count - unanswered;
        boolean ceiling = limit() >= most * clock.period();
        if (alone && !ceiling && share == 1) {
            if (probe || exploring || !clock.known()) {
                return Math.max(costs.fitting(left), heaviest);
            }
            double between = refused - served;
            if (!Double.isInfinite(refused) && between > CLOSE * refused) {
                left += between / 2;
            }
        }
        // That it is smaller now is for one call to find out.
        return !alone && left < CLOSE * limit() ? 0 : costs.fitting(Math.max(0, left));
    }
}
