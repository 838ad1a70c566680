package io.zol0.limits;

import java.time.Instant;

/**
 * Nothing of a scope goes to a provider until then, since the provider said so or is about to.
 *
 * @param scope what is frozen
 * @param upstreamId the upstream that the scope belongs to
 * @param kind why, for machines
 * @param since when it began
 * @param until when it ends unless it is lifted
 * @param reason why, in a sentence
 */
public record Ban(Freeze.Scope scope, long upstreamId, Kind kind, Instant since, Instant until, String reason) {

    /** Why a scope is frozen. */
    public enum Kind {
        /** The provider locked us out. */
        BANNED,
        /** It refused so often in a row that a ban would follow. */
        NEAR_BAN,
        /** It refused once and said when to come back. */
        REFUSED
    }

    Freeze freeze() {
        return new Freeze(until, reason);
    }
}
