package io.zol0.ui.shell;

import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Something the console did not expect, under a reference that leads from the screen to the log. */
record Failure(String reference, Throwable cause) {
    private static final Logger LOG = LoggerFactory.getLogger(Failure.class);

    static Failure of(Throwable cause) {
        return new Failure(
                HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt()), cause);
    }

    void log() {
        LOG.error("Console failure {}", reference, cause);
    }

    /** What a person is told; the exception's own words stay in the log, as they may hold data. */
    String sentence() {
        return "Nothing was lost, and the gateway goes on. The log of ZoL0 says more under the reference " + reference
                + ".";
    }
}
