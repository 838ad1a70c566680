package io.zol0.alerts;

/** A silence is not any more as it was when somebody began to change it. */
public final class SilenceChanged extends RuntimeException {
    SilenceChanged(Silence silence) {
        super("Somebody changed or ended the silence “%s” meanwhile; look at it as it is now, then change it."
                .formatted(silence.reason()));
    }
}
