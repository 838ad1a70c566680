package io.zol0.notify;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What came of trying to send. */
public sealed interface Attempt {
    /** What the other side said, or what went wrong, in a sentence. */
    String said();

    /** The other side has it. */
    record Delivered(String said) implements Attempt {}

    /**
     * It may work later.
     *
     * @param notBefore how long the other side asks to be left alone; null where it does not say
     */
    record Failed(String said, @Nullable Duration notBefore) implements Attempt {}

    /** It will not work as it is: somebody has to change something. */
    record Refused(String said) implements Attempt {}
}
