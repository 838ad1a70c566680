package io.zol0.api;

import io.zol0.catalog.AppliedChange;
import io.zol0.catalog.ChangeOrigin;
import io.zol0.catalog.Difference;
import io.zol0.catalog.SettingKind;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A setting change as the REST API has it; see {@link AppliedChange} for the fields. */
record ChangeBody(
        long id,
        Instant at,
        String who,
        ChangeOrigin origin,
        @Nullable Long reverts,
        SettingKind kind,
        long upstreamId,
        String upstream,
        long number,
        String subject,
        List<Difference> differences,
        String reason,
        boolean newest) {

    static ChangeBody of(AppliedChange change) {
        return new ChangeBody(
                change.id(),
                change.at(),
                change.who(),
                change.origin(),
                change.reverts(),
                change.setting().kind(),
                change.setting().upstreamId(),
                change.upstream(),
                change.setting().number(),
                change.subject(),
                change.differences(),
                change.reason(),
                change.newest());
    }

    /**
     * A page of them, the newest first.
     *
     * @param total how many there are in all
     */
    record Page(long total, List<ChangeBody> changes) {}
}
