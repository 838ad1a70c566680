package io.zol0.limits;

/** What happened since the operating level was moved last, in words. */
final class Evidence {
    private long calls;
    private long refusals;
    private long bans;
    private long timeOuts;

    void sent() {
        calls++;
    }

    void refused() {
        refusals++;
    }

    void banned() {
        bans++;
    }

    void timedOut() {
        timeOuts++;
    }

    /** The reason of a step, after which it begins anew. */
    String reason(boolean up, Finding finding) {
        String seen = seen(up);
        calls = 0;
        refusals = 0;
        bans = 0;
        timeOuts = 0;
        return seen + "; " + meaning(up, finding) + ".";
    }

    private String seen(boolean up) {
        String of = " of " + calls + (calls == 1 ? " call" : " calls");
        if (bans > 0) {
            return "The provider banned after " + (refusals + bans) + " refusals" + of.replace(" of ", " in ");
        }
        if (refusals > 0) {
            return "The provider refused " + refusals + of;
        }
        if (timeOuts > 0 && !up) {
            return timeOuts + of + " timed out";
        }
        if (!up) {
            return "The provider let calls wait or counted more than was sent";
        }
        return calls == 1 ? "The only call was served" : "All " + calls + " calls were served";
    }

    private static String meaning(boolean up, Finding finding) {
        return switch (finding) {
            case AS_BEFORE -> up ? "it lets more through" : "it lets less through";
            case LIMIT_CHANGED -> "its limit is another one now";
            case SHARED -> "others spend from the same limit";
            case WEIGHTS_CHANGED -> "some calls weigh other than written down";
            case QUEUEING -> "calls wait there, so what it can do is the limit";
        };
    }
}
