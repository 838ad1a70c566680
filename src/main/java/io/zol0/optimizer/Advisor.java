package io.zol0.optimizer;

import java.time.Instant;
import java.util.List;

/** Looks at what was recorded, and says what could be set differently. */
interface Advisor {
    /** What it advises now, the advice of one setting once; with too little data nothing. */
    List<Proposal> look(Instant now);
}
