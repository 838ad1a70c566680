package io.zol0.optimizer;

import java.time.Instant;
import java.util.Optional;

/** Whom a trial must not hurt beside the calls that it is about. */
@FunctionalInterface
interface Bystander {
    /** Nobody. */
    Bystander NONE = since -> Optional.empty();

    /** What has happened to it since a time, in a sentence; empty for nothing. */
    Optional<String> hurt(Instant since);
}
