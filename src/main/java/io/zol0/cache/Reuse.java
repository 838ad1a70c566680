package io.zol0.cache;

/** Whether a stored answer may be served as it is (RFC 9111 section 4.2 and 5.2.1). */
enum Reuse {
    /** Fresh, and as the request wants it. */
    FRESH,
    /** Stale, and the request takes it so. */
    TAKEN_STALE,
    /** Stale, and may be served while it is fetched anew. */
    WHILE_REVALIDATING,
    /** Stale, invalid, or never to be served without asking. */
    ASK,
    /** The request wants something fresher. */
    ASKED_FOR;

    static Reuse of(Terms terms, boolean invalid, AskedDirectives asked, long nowMillis) {
        if (invalid || terms.noCache()) {
            return ASK;
        }
        boolean fresh = terms.fresh(nowMillis);
        if (asked.noCache() || tooOld(terms, fresh, asked, nowMillis)) {
            return ASKED_FOR;
        }
        if (fresh) {
            return terms.freshUntilMillis() - nowMillis >= asked.minFresh() * 1000 ? FRESH : ASKED_FOR;
        }
        if (asked.minFresh() > 0) {
            return ASK;
        }
        boolean taken = nowMillis - terms.freshUntilMillis() < asked.maxStale() * 1000;
        if (taken && !terms.mustRevalidate()) {
            return TAKEN_STALE;
        }
        return nowMillis < terms.whileRevalidateUntilMillis() ? WHILE_REVALIDATING : ASK;
    }

    /** {@code max-age=0} is a wish to have it asked about, but for what says that it does not change while it is fresh (RFC 8246). */
    private static boolean tooOld(Terms terms, boolean fresh, AskedDirectives asked, long nowMillis) {
        if (asked.maxAge() < 0 || (fresh && terms.immutable())) {
            return false;
        }
        return asked.maxAge() == 0 || nowMillis - terms.bornMillis() > asked.maxAge() * 1000;
    }
}
