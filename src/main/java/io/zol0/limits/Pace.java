package io.zol0.limits;

/** Lets weight through at no more than a rate, and at once no more than a depth. Units are weight and seconds. */
final class Pace {
    private double tokens;
    private double at;

    Pace(double tokens) {
        this.tokens = tokens;
    }

    void advance(double now, double rate, double depth) {
        tokens = Math.min(depth, tokens + Math.max(0, now - at) * rate);
        at = now;
    }

    void sent(double weight) {
        tokens -= weight;
    }

    void empty() {
        tokens = Math.min(tokens, 0);
    }

    double room() {
        return Math.max(0, tokens);
    }

    /** Seconds until there is room for a weight. */
    double fitsIn(double weight, double rate) {
        return Math.max(0, (weight - tokens) / rate);
    }
}
